// trueup terraform-provider: the provider out of the command, as Terraform would start it, and as a person does by mistake.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { main, room } from './harness.ts';

test('shakes hands as a plugin', async () => {
  const { env } = await room();
  const child = spawn(process.execPath, [main, 'terraform-provider'], {
    env: {
      ...env,
      TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
      PLUGIN_PROTOCOL_VERSIONS: '5,6',
      PLUGIN_CLIENT_CERT: '-----BEGIN CERTIFICATE-----\nbm9ib2R5\n-----END CERTIFICATE-----\n',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    break;
  }
  child.kill('SIGKILL');
  expect(lines).toEqual([expect.stringMatching(/^1\|6\|unix\|\/.+\|grpc\|[A-Za-z0-9+/]{200,}$/)]);
});

test('tells a person what to run instead', async () => {
  const { run } = await room();
  const { code, stdout, stderr } = await run('terraform-provider');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('trueup terraform install');
});
