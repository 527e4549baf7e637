// A plan -> exactly that plan carried out: lock, settle what an earlier run left, stale check, safety readings once
// more, journal, send, verify. Alone in the house it is given a Writer.

import type { Lock } from '../ledger/port.ts';
import type { Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { RunReport } from '../model/run.ts';
import { admissible } from './admissible.ts';
import { type ApplyInput, changesOf, type Run } from './context.ts';
import { execute } from './execute.ts';
import { type Begun, beginning, finish, nothingToDo } from './finish.ts';
import { notRunSince } from './once.ts';
import { carryOn } from './resume.ts';
import { stillSafe } from './safety.ts';
import { stillAsPlanned } from './stale.ts';

export type { ApplyInput } from './context.ts';

/** Carries the plan out, or fails before anything was sent. An unfinished run is settled first, by reading only. */
export async function apply(plan: Plan, input: ApplyInput): Promise<Result<RunReport>> {
  const fit = admissible(plan, input);
  if (!fit.ok) return fit;
  const begun = beginning(input);
  return underLock(input, async (lock) => {
    const settled = await carryOn(input, lock, 'settle', begun);
    return settled.ok ? applyLocked(plan, input, lock, begun) : settled;
  });
}

/** Settles an unfinished run by reading, so that a plan made afterwards knows what it owes; null where there is none. */
export async function settle(input: ApplyInput): Promise<Result<RunReport | null>> {
  return underLock(input, (lock) => carryOn(input, lock, 'settle', beginning(input)));
}

/** Carries out what an unfinished run had left; null where there is none. */
export async function resume(input: ApplyInput): Promise<Result<RunReport | null>> {
  const begun = beginning(input);
  return underLock(input, (lock) => carryOn(input, lock, 'resume', begun));
}

async function underLock<T>(
  { ledger }: ApplyInput,
  work: (lock: Lock) => Promise<Result<T>>,
): Promise<Result<T>> {
  const lock = await ledger.lock();
  if (!lock.ok) return lock;
  try {
    return await work(lock.value);
  } finally {
    await lock.value.release();
  }
}

async function applyLocked(
  plan: Plan,
  input: ApplyInput,
  lock: Lock,
  begun: Begun,
): Promise<Result<RunReport>> {
  const { ledger, onEvent } = input;
  onEvent({ event: 'checking', objects: plan.changes.length });
  const once = await notRunSince({ ...input, plan }, ledger);
  if (!once.ok) return once;
  const fresh = await stillAsPlanned({ ...input, plan }, plan.changes, false);
  if (!fresh.ok) return fresh;
  const safe = await stillSafe({ ...input, plan }, plan.changes, false);
  if (!safe.ok) return safe;
  if (plan.steps.length + plan.agreed.length === 0) return ok(nothingToDo({ ...input, plan }, begun));
  const journal = await ledger.begin(plan, begun.at);
  if (!journal.ok) return err(journal.error);
  const run: Run = { ...input, plan, lock, journal: journal.value, questions: fresh.value };
  const tasks = plan.steps.map((step) => ({ step, changes: changesOf(run, step) }));
  return ok(await finish(run, ledger, await execute(run, tasks, []), begun));
}
