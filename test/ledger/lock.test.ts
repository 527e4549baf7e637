// The lock within one process, with a clock that the test moves.

import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { failure, lockOf, optionsIn, tempFolder, value } from './kit.ts';
import { approvals, at, end, intent } from './plans.ts';

const start = Date.parse(at);
// A process that has ended: the highest pid Linux gives out is 2^22.
const deadPid = 2 ** 30;

const lost = { code: 'ledger.lock-lost', reason: 'locked' };

function watch(now = start) {
  const clock = { time: now, now: () => clock.time };
  return clock;
}

function contender(folder: string, name: string, clock = watch(), owner = { host: 'h', pid: process.pid }) {
  return fileLedger(optionsIn(folder, { owner: { name, ...owner }, clock }));
}

const locksIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => /^lock/.test(name));

describe('a lock', () => {
  it('that is held names its owner, host, process, since when, and when it ends by itself', async () => {
    const folder = tempFolder();
    await lockOf(contender(folder, 'ada'));
    const { reason, code, summary, next } = failure(await contender(folder, 'bob').lock());
    expect({ reason, code }).toEqual({ reason: 'locked', code: 'ledger.locked' });
    for (const word of ['ada', 'on h', String(process.pid), at]) expect(summary).toContain(word);
    expect(next).toContain('2026-05-04T03:03:01.000Z');
  });

  it('that was released is free, and generations only grow', async () => {
    const folder = tempFolder();
    for (const n of [1, 2, 3]) {
      const lock = await lockOf(contender(folder, 'ada'));
      expect(locksIn(folder)).toEqual([`lock.${n}.json`]);
      value(await lock.release());
    }
    expect(JSON.parse(readFileSync(join(folder, 'lock.3.json'), 'utf8'))).toMatchObject({ released: true });
  });

  it('ends with its lease', async () => {
    const folder = tempFolder();
    await lockOf(contender(folder, 'ada'));
    expect(failure(await contender(folder, 'bob', watch(start + 59_999)).lock()).code).toBe('ledger.locked');
    await lockOf(contender(folder, 'bob', watch(start + 60_000)));
    expect(locksIn(folder)).toEqual(['lock.2.json']);
  });

  it('ends with its process, where that ran on this machine', async () => {
    const folder = tempFolder();
    await lockOf(contender(folder, 'ada', watch(), { host: 'h', pid: deadPid }));
    const elsewhere = contender(folder, 'bob', watch(), { host: 'i', pid: process.pid });
    expect(failure(await elsewhere.lock()).code).toBe('ledger.locked');
    await lockOf(contender(folder, 'bob'));
  });

  it('whose file cannot be read is held until that file is older than a lease', async () => {
    const folder = tempFolder();
    const path = join(folder, 'lock.7.json');
    writeFileSync(path, '{"format":"trueup.lo');
    utimesSync(path, start / 1000, start / 1000);
    const failed = failure(await contender(folder, 'bob', watch(start + 59_000)).lock());
    expect(failed).toMatchObject({ code: 'ledger.locked', where: { file: path } });
    await lockOf(contender(folder, 'bob', watch(start + 61_000)));
    expect(locksIn(folder)).toEqual(['lock.8.json']);
  });
});

describe('renewing', () => {
  it('extends the lease once less than half of it is left', async () => {
    const folder = tempFolder();
    const clock = watch();
    const lock = await lockOf(contender(folder, 'ada', clock));
    const leaseEnd = (): unknown => JSON.parse(readFileSync(join(folder, 'lock.1.json'), 'utf8')).until;
    for (const [after, until] of [
      [29_000, '2026-05-04T03:03:01.000Z'],
      [31_000, '2026-05-04T03:03:32.000Z'],
    ] as const) {
      clock.time = start + after;
      value(await lock.renew());
      expect(leaseEnd()).toBe(until);
    }
  });

  it('after the lease is over takes a new generation, if nobody else did', async () => {
    const folder = tempFolder();
    const clock = watch();
    const ledger = contender(folder, 'ada', clock);
    const lock = await lockOf(ledger);
    const journal = value(await ledger.begin(approvals(1), at));
    clock.time += 3_600_000;
    value(await lock.renew());
    expect(locksIn(folder)).toEqual(['lock.2.json']);
    value(await journal.append(intent('approve')));
    expect(failure(await contender(folder, 'bob', clock).lock()).code).toBe('ledger.locked');
  });

  it.each(['took over', 'took over and gave back'])('fails after another %s', async (what) => {
    const folder = tempFolder();
    const clock = watch();
    const lock = await lockOf(contender(folder, 'ada', clock));
    clock.time += 60_000;
    const other = await lockOf(contender(folder, 'bob', clock));
    if (what.endsWith('back')) value(await other.release());
    expect(failure(await lock.renew())).toMatchObject(lost);
    value(await lock.release());
    expect(locksIn(folder)).toEqual(['lock.2.json']);
  });

  it('fails after someone removed the lock file, and after the release', async () => {
    const folder = tempFolder();
    const removed = await lockOf(contender(folder, 'ada'));
    rmSync(join(folder, 'lock.1.json'));
    expect(failure(await removed.renew()).code).toBe('ledger.lock-lost');
    const released = await lockOf(contender(folder, 'ada'));
    value(await released.release());
    expect(failure(await released.renew()).code).toBe('ledger.lock-lost');
  });
});

describe('who lost the lock', () => {
  it.each([[[]], [[intent('approve'), end]]])('writes nothing more after %j', async (entries) => {
    const folder = tempFolder();
    const clock = watch();
    const ada = contender(folder, 'ada', clock);
    await lockOf(ada);
    const journal = value(await ada.begin(approvals(1), at));
    for (const entry of entries) value(await journal.append(entry));
    const before = readFileSync(join(folder, 'journal.jsonl'));
    clock.time += 60_000;
    await lockOf(contender(folder, 'bob', clock));
    expect(failure(await journal.append(intent('approve')))).toMatchObject(lost);
    if (entries.length > 0) expect(failure(await ada.close())).toMatchObject(lost);
    expect(readFileSync(join(folder, 'journal.jsonl'))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl', 'lock.2.json']);
  });

  it('begins nothing', async () => {
    const folder = tempFolder();
    const clock = watch();
    const ada = contender(folder, 'ada', clock);
    await lockOf(ada);
    clock.time += 60_000;
    await lockOf(contender(folder, 'bob', clock));
    expect(failure(await ada.begin(approvals(1), at))).toMatchObject(lost);
    expect(readdirSync(folder)).toEqual(['lock.2.json']);
  });

  it('to one that moved on while it looked takes nothing', async () => {
    const folder = tempFolder();
    await lockOf(contender(folder, 'ada', watch(), { host: 'h', pid: deadPid }));
    const asked = vi.spyOn(process, 'kill').mockImplementationOnce(() => {
      writeFileSync(
        join(folder, 'lock.3.json'),
        readFileSync(join(folder, 'lock.1.json'), 'utf8').replace('"h"', '"i"'),
      );
      rmSync(join(folder, 'lock.1.json'));
      throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    });
    onTestFinished(() => asked.mockRestore());
    expect(failure(await contender(folder, 'bob').lock()).code).toBe('ledger.locked');
    expect(locksIn(folder)).toEqual(['lock.3.json']);
  });
});
