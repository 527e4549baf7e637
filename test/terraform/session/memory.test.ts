// After an apply the session knows what the ledger does: what the apply closed with, or what it has left open.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileLedger } from '../../../src/ledger/file.ts';
import type { Ledger } from '../../../src/ledger/port.ts';
import { sessionMemory } from '../../../src/terraform/session/memory.ts';
import { shared } from '../../../src/terraform/session/remember.ts';
import { lockOf, optionsIn, tempFolder, value } from '../../ledger/kit.ts';
import { at, changeOf, device, end, intent, outcome, planOf, stepOf } from '../../ledger/plans.ts';

const approved = { agent: 'approved' };
const approval = (n: number) => planOf([changeOf(device(n), approved)], [stepOf('approve', [device(n)])]);

function room() {
  const folder = tempFolder();
  const { ledger, renew } = sessionMemory(fileLedger(optionsIn(folder)), shared(Date.now));
  const begin = async (n: number) => {
    const journal = value(await ledger.begin(approval(n), at));
    for (const entry of [intent('approve'), outcome('approve', 'applied')])
      value(await journal.append(entry));
    return journal;
  };
  const whole = async (n: number): Promise<void> => {
    value(await (await begin(n)).append(end));
    value(await ledger.close());
  };
  const applied = async (n: number) => value(await renew([device(n)])).applied(device(n));
  return { folder, ledger, begin, whole, applied };
}

test('what an apply closed with is not read again', async () => {
  const { folder, ledger, whole, applied } = room();
  await lockOf(ledger);
  await whole(1);
  await rm(join(folder, 'ledger.json'));
  expect(await applied(1)).toEqual(approved);
});

test.each([
  ['stays open', async () => undefined],
  ['was gone on with', (ledger: Ledger) => ledger.reopen()],
])('what one has done that %s counts, though the same lock has closed another before it', async (_, then) => {
  const { ledger, begin, whole, applied } = room();
  await lockOf(ledger);
  await whole(1);
  await begin(2);
  await then(ledger);
  expect(await applied(2)).toEqual(approved);
});

test('who takes the lock looks at the ledger as it is then', async () => {
  const { folder, ledger, whole, applied } = room();
  const lock = value(await ledger.lock());
  await whole(1);
  value(await lock.release());
  await rm(join(folder, 'ledger.json'));
  await lockOf(ledger);
  expect(await applied(1)).toBeUndefined();
});
