// trueup simulate: one JSON line when it listens, a tenant that the other commands work on, and an end by signal.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { documentOf, limitMs, main, type Room, room } from './harness.ts';
import { approves } from './samples.ts';

interface Served {
  readonly child: ChildProcess;
  readonly line: Readonly<Record<string, unknown>>;
}

async function serve({ dir, env }: Room, ...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [main, 'simulate', '--port', '0', ...args], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: limitMs,
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, line: JSON.parse(String(line)) };
}

test('its first line says where it listens, and every command works there', async () => {
  const own = await room();
  const { child, line } = await serve(own, '--devices', '20', '--switch', 'ids=number,denied=pending');
  expect(line).toMatchObject({ devices: 20, seed: 1, base_url: expect.stringMatching(/\/api\/v1$/) });
  const env = { ID360_BASE_URL: String(line['base_url']), ID360_ACCESS_TOKEN: 'any' };
  await own.write('a.yaml', approves);
  expect((await own.runWith(env, 'apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
  const plan = await own.runWith(env, 'plan', '-f', 'a.yaml', '--json');
  expect(documentOf(plan)).toMatchObject({ reason: 'done', changes: [] });
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('faults of the command line are met and got over', async () => {
  const own = await room();
  const { child, line } = await serve(own, '--faults', 'error=every:3,lost=0.1,latency=1');
  const env = { ID360_BASE_URL: String(line['base_url']), ID360_ACCESS_TOKEN: 'any' };
  await own.write('a.yaml', approves);
  const ran = await own.runWith(env, 'apply', '-f', 'a.yaml', '--auto-approve', '--json');
  expect([ran.code, documentOf(ran)['reason']]).toEqual([0, 'done']);
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('Ctrl-C stops it, and a port that is taken is said', async () => {
  const own = await room();
  const { child, line } = await serve(own);
  const taken = await own.run('simulate', '--port', new URL(String(line['base_url'])).port);
  expect([taken.code, taken.stdout]).toEqual([1, '']);
  expect(taken.stderr).toContain('cannot listen on port');
  child.kill('SIGINT');
  expect((await once(child, 'close'))[0]).toBe(0);
});
