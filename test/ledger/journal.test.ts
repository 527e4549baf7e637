// The journal on disk: whatever byte a crash cut it at, whole entries stay and nothing else is made up.

import { readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { openJournal, parseJournal } from '../../src/ledger/journal.ts';
import type { Entry } from '../../src/model/journal.ts';
import { ok } from '../../src/model/result.ts';
import { failure, lockOf, optionsIn, tempFolder, value } from './kit.ts';
import {
  approvals,
  at,
  baseUrl,
  begin,
  changeOf,
  device,
  end,
  intent,
  outcome,
  planOf,
  stepOf,
} from './plans.ts';

const plan = planOf([changeOf(device(1), { note: 'grün 🟢' })], [stepOf('approve', [device(1)])]);
const entries: readonly Entry[] = [begin(plan), intent('approve'), outcome('approve', 'applied'), end];
const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
const bytes = Buffer.from(lines.join(''));
const held = async () => ok(true as const);

/** How many whole lines the first `size` bytes hold. */
const wholeIn = (size: number): number => bytes.subarray(0, size).toString('latin1').split('\n').length - 1;

describe('a journal that is cut', () => {
  it('at any byte holds the entries that were whole', () => {
    for (let size = 0; size <= bytes.length; size += 1)
      expect(value(parseJournal('j', bytes.subarray(0, size), baseUrl))).toEqual(
        entries.slice(0, wholeIn(size)),
      );
  });

  it('at any byte is gone on with after its last whole entry', async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.jsonl');
    const anywhere = fc.integer({ min: Buffer.byteLength(lines[0] ?? ''), max: bytes.length });
    await fc.assert(
      fc.asyncProperty(anywhere, async (size) => {
        writeFileSync(path, bytes.subarray(0, size));
        value(await openJournal(folder, held).append(intent('next')));
        const kept = entries.slice(0, wholeIn(size));
        expect(value(parseJournal(path, readFileSync(path), baseUrl))).toEqual([...kept, intent('next')]);
      }),
    );
  });

  it('in its first line is a run that never began', async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.jsonl');
    writeFileSync(path, lines[0] ?? '');
    truncateSync(path, 40);
    const ledger = fileLedger(optionsIn(folder));
    await lockOf(ledger);
    expect(value(await ledger.unfinished())).toBeNull();
    expect([...value(await ledger.memory()).known('device')]).toEqual([]);
    value(await ledger.begin(approvals(3), at));
    expect(value(await ledger.unfinished())?.plan).toEqual(approvals(3));
  });
});

const line = (entry: unknown): string => `${JSON.stringify(entry)}\n`;
const first = begin(plan);

describe('a journal that is damaged', () => {
  it.each([
    ['with garbage in the middle', `${lines[0]}{"entry":"int\n${lines[3]}`, 'ledger.corrupt', 2],
    ['with an empty line', `${lines[0]}\n${lines[3]}`, 'ledger.corrupt', 2],
    ['with an unknown entry', `${lines[0]}${line({ entry: 'pause', at })}`, 'ledger.corrupt', 2],
    ['with an unknown state', `${lines[0]}${lines[2]?.replace('applied', 'done')}`, 'ledger.corrupt', 2],
    ['with an unknown reason', `${lines[0]}${line({ ...end, reason: 'toString' })}`, 'ledger.corrupt', 2],
    ['without its first line', `${lines[1]}`, 'ledger.corrupt', 1],
    ['with two first lines', `${lines[0]}${lines[0]}`, 'ledger.corrupt', 2],
    ['with a plan cut down', line({ ...first, plan: { ...plan, steps: [{}] } }), 'ledger.corrupt', 1],
    ['of another format', line({ ...first, format: 'x/1' }), 'ledger.corrupt', 1],
    ['of a newer format', line({ ...first, format: 'trueup.journal/2', plan: 1 }), 'ledger.newer', undefined],
    ['with a newer plan', line({ ...first, plan: { format: 'trueup.plan/9' } }), 'ledger.newer', undefined],
    [
      'of another tenant',
      line({ ...first, plan: { ...plan, base_url: 'https://b' } }),
      'ledger.other-tenant',
      undefined,
    ],
  ] as const)('%s is refused and left as it is', async (_, text, code, at1) => {
    const folder = tempFolder();
    const path = join(folder, 'journal.jsonl');
    writeFileSync(path, text);
    const ledger = fileLedger(optionsIn(folder));
    await lockOf(ledger);
    const answers = [await ledger.memory(), await ledger.unfinished(), await ledger.begin(plan, at)];
    for (const answer of [...answers, await ledger.reopen(), await ledger.close()])
      expect(failure(answer)).toMatchObject({ code, where: { file: path, ...(at1 && { line: at1 }) } });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('appending', () => {
  it('keeps the order in which it was asked', async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.jsonl');
    writeFileSync(path, lines[0] ?? '');
    const journal = openJournal(folder, held);
    for (const result of await Promise.all(entries.slice(1).map(journal.append))) value(result);
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('to a journal that was removed fails and does not make a new one', async () => {
    const folder = tempFolder();
    const ledger = fileLedger(optionsIn(folder));
    await lockOf(ledger);
    const journal = value(await ledger.begin(plan, at));
    rmSync(join(folder, 'journal.jsonl'));
    expect(failure(await journal.append(end)).code).toBe('ledger.journal-gone');
    expect(value(await ledger.unfinished())).toBeNull();
  });

  it('after what could not be written fails as that did: nothing on disk lacks what came before it', async () => {
    const folder = tempFolder();
    const path = join(folder, 'journal.jsonl');
    writeFileSync(path, lines[0] ?? '');
    const journal = openJournal(folder, held);
    renameSync(path, `${path}.away`);
    expect(failure(await journal.append(intent('approve'))).code).toBe('ledger.journal-gone');
    renameSync(`${path}.away`, path);
    expect(failure(await journal.append(outcome('approve', 'applied'))).code).toBe('ledger.journal-gone');
    expect(readFileSync(path, 'utf8')).toBe(lines[0]);
  });

  it.runIf(process.platform === 'linux').each([
    ['an intent: nothing was sent', intent('approve'), 'nothing was sent for step approve'],
    ['an outcome: it is lost', outcome('approve', 'applied'), 'that step approve is applied is not recorded'],
    ['the end', end, 'every step is recorded'],
  ] as const)('to a full disk says what that means for %s', async (_, entry, words) => {
    const folder = tempFolder();
    symlinkSync('/dev/full', join(folder, 'journal.jsonl'));
    const failed = failure(await openJournal(folder, held).append(entry));
    expect(failed).toMatchObject({
      code: 'ledger.unwritable',
      where: { file: join(folder, 'journal.jsonl') },
    });
    expect(failed.summary).toContain(words);
    expect(failed.why).toContain('ENOSPC');
  });
});
