// A run from begin to close, and what is left of one that stops on the way.

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { applyOnce, failure, lockOf, optionsIn, tempFolder, value } from './kit.ts';
import { approvals, at, changeOf, device, end, intent, outcome, planOf, stepOf } from './plans.ts';

const plan = planOf(
  [changeOf(device(1), { agent: 'denied' }), changeOf(device(2), { agent: 'approved' })],
  [stepOf('deny', [device(1)]), stepOf('approve', [device(2)]), stepOf('last', [])],
);

async function interrupted(folder: string) {
  const ledger = fileLedger(optionsIn(folder));
  const lock = await lockOf(ledger);
  const journal = value(await ledger.begin(plan, at));
  for (const entry of [intent('deny'), outcome('deny', 'applied'), intent('approve')])
    value(await journal.append(entry));
  value(await lock.release());
  return fileLedger(optionsIn(folder));
}

describe('the reasons with which hazards were accepted', () => {
  const risky = (id: string, acknowledged: string | null) =>
    stepOf(id, [device(1)], {
      hazards: [{ hazard: 'locks-out', why: 'no account is left', addresses: [device(1)], acknowledged }],
    });
  const accepted = planOf(
    [changeOf(device(1), { agent: 'denied' })],
    [risky('approve', 'agreed'), risky('never-begun', 'agreed too'), stepOf('last', [])],
  );
  const linesIn = (folder: string): unknown[] =>
    readFileSync(join(folder, 'reasons.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('are kept for good, of the steps that were begun', async () => {
    const folder = tempFolder();
    await applyOnce(folder, accepted);
    expect(linesIn(folder)).toEqual([
      {
        at,
        plan: accepted.id,
        owner: expect.stringContaining('ada'),
        hazard: 'locks-out',
        why: 'no account is left',
        reason: 'agreed',
        addresses: [device(1)],
      },
    ]);
  });

  it('are written once, though the end of the run was written twice', async () => {
    const folder = tempFolder();
    await applyOnce(folder, accepted);
    const [name = ''] = readdirSync(join(folder, 'runs'));
    copyFileSync(join(folder, 'runs', name), join(folder, 'journal.jsonl'));
    const ledger = fileLedger(optionsIn(folder));
    await lockOf(ledger);
    value(await ledger.begin(planOf([], []), at));
    expect(linesIn(folder)).toHaveLength(1);
  });
});

describe('a run that stopped', () => {
  it('is told as it stands, and its outcomes are remembered already', async () => {
    const ledger = await interrupted(tempFolder());
    const open = value(await ledger.unfinished());
    expect(open).toMatchObject({ plan, startedAt: at, outcomes: [{ step: 'deny', state: 'applied' }] });
    expect(open?.inFlight.map(({ id }) => id)).toEqual(['approve']);
    expect(open?.left.map(({ id }) => id)).toEqual(['last']);
    const memory = value(await ledger.memory());
    expect(memory.applied(device(1))).toEqual({ agent: 'denied' });
    expect(memory.applied(device(2))).toBeUndefined();
  });

  it('keeps another from beginning', async () => {
    const folder = tempFolder();
    const ledger = await interrupted(folder);
    const before = readFileSync(join(folder, 'journal.jsonl'));
    await lockOf(ledger);
    const failed = failure(await ledger.begin(plan, at));
    expect(failed).toMatchObject({
      code: 'ledger.unfinished',
      where: { file: join(folder, 'journal.jsonl') },
    });
    expect(readFileSync(join(folder, 'journal.jsonl'))).toEqual(before);
  });

  it('is taken up again, ended and closed', async () => {
    const ledger = await interrupted(tempFolder());
    await lockOf(ledger);
    const journal = value(await ledger.reopen());
    for (const entry of [outcome('approve', 'applied'), end]) value(await journal.append(entry));
    value(await ledger.close());
    expect(value(await ledger.unfinished())).toBeNull();
    expect([...value(await ledger.memory()).known('device')].sort()).toEqual([device(1), device(2)]);
  });
});

it('a journal that ended and was not moved away is folded by memory and by the next begin', async () => {
  const folder = tempFolder();
  await applyOnce(folder, approvals(1));
  copyFileSync(
    join(folder, 'runs', '2026-05-04T03-02-01.000Z-01234567.jsonl'),
    join(folder, 'journal.jsonl'),
  );
  for (const forget of [false, true]) {
    if (forget)
      writeFileSync(
        join(folder, 'ledger.json'),
        readFileSync(join(folder, 'ledger.json'), 'utf8').replace('"1"', ''),
      );
    const ledger = fileLedger(optionsIn(folder));
    expect([...value(await ledger.memory()).known('device')]).toEqual([device(1)]);
    expect(value(await ledger.unfinished())).toBeNull();
  }
  await applyOnce(folder, approvals(2), '2026-05-05T00:00:00.000Z');
  const stored = readFileSync(join(folder, 'ledger.json'), 'utf8');
  expect(stored).toContain('"keys":["1","2"]');
});

it('a plan for another tenant is not begun', async () => {
  const ledger = fileLedger(optionsIn(tempFolder()));
  await lockOf(ledger);
  const other = { ...plan, base_url: 'https://b/api/v1' };
  expect(failure(await ledger.begin(other, at)).code).toBe('ledger.other-tenant');
});

it('writing without the lock is a bug', async () => {
  const ledger = fileLedger(optionsIn(tempFolder()));
  await expect(ledger.begin(plan, at)).rejects.toThrow('needs the lock');
  await expect(ledger.reopen()).rejects.toThrow('needs the lock');
  await expect(ledger.close()).rejects.toThrow('needs the lock');
});

it('closing a run that did not end is a bug, and one whose journal is gone a failure', async () => {
  const folder = tempFolder();
  const ledger = fileLedger(optionsIn(folder));
  await lockOf(ledger);
  expect(failure(await ledger.close()).code).toBe('ledger.journal-gone');
  value(await ledger.begin(plan, at));
  await expect(ledger.close()).rejects.toThrow('`end`');
});
