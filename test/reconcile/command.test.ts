// The built command, interrupted and killed while it applies: `apply --resume` carries on, and nothing is sent twice.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isSync, type Tenant, tenant, writesIn } from './kit.ts';

const main = resolve(import.meta.dirname, '../../dist/main.js');

function start({ simulator, folder }: Tenant, ...args: readonly string[]) {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    ID360_BASE_URL: simulator.url,
    ID360_ACCESS_TOKEN: 'any',
  };
  const child = spawn(process.execPath, [main, 'apply', ...args, '--json'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, out }));
  return { child, ended };
}

/** Applies with the command, and sends it the signal when so many writes have arrived. */
async function cut(t: Tenant, signal: NodeJS.Signals, writes: number) {
  const { child, ended } = start(t, '-f', 'desired.yaml', '--auto-approve');
  const arrived = (): number => writesIn(t.simulator.requests).length;
  while (arrived() < writes && child.exitCode === null) await wait(2);
  child.kill(signal);
  return ended;
}

describe('trueup apply', () => {
  it.each([
    ['SIGINT', 1, 130],
    ['SIGINT', 5, 130],
    ['SIGTERM', 3, 143],
    ['SIGKILL', 1, 'SIGKILL'],
    ['SIGKILL', 4, 'SIGKILL'],
    ['SIGKILL', 7, 'SIGKILL'],
  ] as const)('that gets a %s after %i writes is carried on by --resume', async (signal, writes, code) => {
    const t = await tenant({ faults: { latency: 20 } });
    expect((await cut(t, signal, writes)).code).toBe(code);
    t.simulator.set({ faults: [] });
    const resumed = await start(t, '--resume', '-f', 'desired.yaml', '--auto-approve').ended;
    expect(resumed.code).toBe(0);
    expect(t.simulator.requests.filter(isSync)).toHaveLength(1);
    const seen = t.simulator.requests.length;
    expect(await start(t, '--resume').ended).toMatchObject({ code: 0 });
    expect(t.simulator.requests).toHaveLength(seen);
  });
});
