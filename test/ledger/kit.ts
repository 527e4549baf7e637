// What the tests of the ledger share: a folder of their own, a ledger in it, and results taken apart.

import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FileLedgerOptions, fileLedger } from '../../src/ledger/file.ts';
import type { Ledger, Lock } from '../../src/ledger/port.ts';
import { Bug, type Failure } from '../../src/model/failure.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Result } from '../../src/model/result.ts';
import { at, baseUrl, end, intent, outcome } from './plans.ts';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function optionsIn(folder: string, more: Partial<FileLedgerOptions> = {}): FileLedgerOptions {
  return {
    folder,
    baseUrl,
    tenant: 'acme',
    owner: { name: 'ada', host: hostname(), pid: process.pid },
    clock: { now: () => Date.parse(at) },
    random: Math.random,
    ...more,
  };
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Bug(`${result.error.code}: ${result.error.summary} (${result.error.why})`);
}

export function failure(result: Result<unknown>): Failure {
  if (!result.ok) return result.error;
  throw new Bug('it went well');
}

/** A lock that is given back when the test ends. */
export async function lockOf(ledger: Ledger): Promise<Lock> {
  const lock = value(await ledger.lock());
  onTestFinished(async () => {
    await lock.release();
  });
  return lock;
}

/** Takes the lock, applies a plan of one step, closes the run. */
export async function applyOnce(folder: string, plan: Plan, startedAt = at): Promise<Ledger> {
  const ledger = fileLedger(optionsIn(folder));
  const lock = value(await ledger.lock());
  const journal = value(await ledger.begin(plan, startedAt));
  for (const entry of [intent('approve'), outcome('approve', 'applied'), end])
    value(await journal.append(entry));
  value(await ledger.close());
  value(await lock.release());
  return ledger;
}
