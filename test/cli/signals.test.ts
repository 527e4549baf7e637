// A signal in the middle of an apply: the call under way is finished and recorded, and the exit code tells which signal it was.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { documentOf, limitMs, main, tenant, writesOf } from './harness.ts';
import { approves } from './samples.ts';

test.each([
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
] as const)('%s: exit %d, reason %s, and apply --resume completes it', async (signal, code, reason) => {
  const given = await tenant();
  await given.write('a.yaml', approves);
  given.simulator.set({ faults: { only: { method: 'POST' }, latency: 1500 } });
  const limits = 'defaults: { limits: { concurrency: 1 } }';
  const tenants = `tenants: { t: { base_url: "${given.simulator.url}", desired: [a.yaml] } }`;
  await given.write('trueup.yaml', `version: 1\n${limits}\n${tenants}\n`);
  const child = spawn(process.execPath, [main, 'apply', '--auto-approve', '--json'], {
    cwd: given.dir,
    env: given.env,
    timeout: limitMs,
  });
  const stdout = textOf(child);
  await once(child.stderr, 'data');
  await expect.poll(() => journal(given.dir), { timeout: 20_000 }).toContain('"intent"');
  child.kill(signal);
  const [ended] = await once(child, 'close');
  expect([ended, JSON.parse(stdout())['reason']]).toEqual([code, reason]);
  expect(writesOf(given.simulator).length).toBeGreaterThan(0);
  given.simulator.set({ faults: [] });
  const resumed = await given.run('apply', '--resume', '--auto-approve', '--json');
  expect([resumed.code, documentOf(resumed)['reason']]).toEqual([0, 'done']);
  const writes = writesOf(given.simulator);
  expect(new Set(writes).size).toBe(writes.length);
});

test('SIGINT while the server only answers 429: it ends, and what was not taken is not in doubt', async () => {
  const given = await tenant();
  await given.write('a.yaml', approves);
  const faults = { only: { method: 'POST' }, rateLimit: 1, retryAfterSeconds: 60 };
  given.simulator.set({ faults });
  const child = spawn(process.execPath, [main, 'apply', '-f', 'a.yaml', '--auto-approve', '--json'], {
    cwd: given.dir,
    env: given.env,
    timeout: limitMs,
  });
  const stdout = textOf(child);
  await expect.poll(() => writesOf(given.simulator).length, { timeout: 20_000 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const [ended] = await once(child, 'close');
  expect(ended).toBe(130);
  const { outcomes } = JSON.parse(stdout());
  const states = new Set(outcomes.map(({ state }: { readonly state: string }) => state));
  expect(states).toEqual(new Set(['not_attempted']));
});

function textOf(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (more) => {
    text += more;
  });
  return () => text;
}

async function journal(dir: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(`${dir}/.trueup/t/journal.jsonl`, 'utf8').catch(() => '');
}
