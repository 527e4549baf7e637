// The ledger between real processes: exactly one gets the lock, and a process that is killed anywhere leaves a ledger
// that reads, with everything in it that was said to be written.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { lockOf, optionsIn, tempFolder, value } from './kit.ts';
import { device } from './plans.ts';

const built = mkdtempSync(join(tmpdir(), 'trueup-child-'));
const script = join(built, 'child.mjs');

beforeAll(() => {
  const entryPoints = [join(import.meta.dirname, 'child.ts')];
  buildSync({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

type Child = ChildProcessByStdio<Writable, Readable, null>;

function start(task: string, folder: string): Child {
  const child = spawn(process.execPath, [script, task, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function lockFile(owner: { host: string; pid: number }, released: boolean, until: string): string {
  const rest = { owner: 'old', since: '2020-01-01T00:00:00.000Z', until, released };
  return JSON.stringify({ format: 'trueup.lock/1', ...owner, ...rest });
}
const far = '2999-01-01T00:00:00.000Z';
const alive = { host: hostname(), pid: process.pid };

/** Starts eight processes, lets them go at once, and gives what each says of the lock. */
async function contend(folder: string): Promise<readonly string[]> {
  const children = Array.from({ length: 8 }, () => start('contend', folder));
  const lines = children.map(({ stdout }) => createInterface(stdout)[Symbol.asyncIterator]());
  for (const line of lines) expect((await line.next()).value).toBe('ready');
  for (const { stdin } of children) stdin.write('go\n');
  const words = await Promise.all(lines.map(async (line) => String((await line.next()).value)));
  for (const { stdin } of children) stdin.end('end\n');
  return words;
}

describe('of eight processes at once exactly one gets the lock', () => {
  it.each([
    ['that nobody ever held', null],
    ['that was released', lockFile(alive, true, far)],
    ['whose lease is over', lockFile({ host: 'elsewhere', pid: 1 }, false, '2020-01-01T00:01:00.000Z')],
    ['of a process that is dead', lockFile({ host: hostname(), pid: 2 ** 30 }, false, far)],
  ])('%s', async (_, content) => {
    const folder = join(tempFolder(), 'ledger');
    if (content !== null) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'lock.4.json'), content);
    }
    const words = await contend(folder);
    expect(words.filter((word) => word === 'won')).toHaveLength(1);
    expect(words.filter((word) => word === 'lost ledger.locked')).toHaveLength(7);
  });

  it('and none of one that is held', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'lock.4.json'), lockFile(alive, false, far));
    expect(await contend(folder)).toEqual(Array(8).fill('lost ledger.locked'));
  });
});

/** Lets a process work until it has said so many things, kills it, and gives all that it said. */
async function workUntilKilled(folder: string, words: number): Promise<readonly string[]> {
  const child = start('work', folder);
  const said: string[] = [];
  const closed = once(child, 'close');
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (said.length === words) child.kill('SIGKILL');
  }
  await closed;
  return said;
}

it('a process killed while it writes leaves all that it said it wrote', async () => {
  const folder = tempFolder();
  let known = 0;
  for (const words of [1, 2, 3, 4, 5, 6, 7, 8, 13, 18]) {
    const said = await workUntilKilled(folder, words);
    expect(said.filter((word) => word.startsWith('failed'))).toEqual([]);
    const told = said.filter((word) => word.startsWith('outcome')).map((word) => Number(word.split(' ')[1]));
    const ledger = fileLedger(optionsIn(folder));
    const devices = [...value(await ledger.memory()).known('device')];
    expect(devices.sort()).toEqual(Array.from(devices, (_, n) => device(n + 1)).sort());
    expect(devices.length).toBeGreaterThanOrEqual(Math.max(known, ...told));
    value(await ledger.unfinished());
    known = devices.length;
  }
  await lockOf(fileLedger(optionsIn(folder)));
});
