// One-shots of a saved plan: what has run since the plan was made, or may have, is not run by it again. Where a step
// depends on another one of the plan, the stale check of that one already stands guard.

import type { Ledger } from '../ledger/port.ts';
import type { Address } from '../model/address.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import { changesOf, isReadable, type Run } from './context.ts';
import { spent } from './failures.ts';

export async function notRunSince(run: Pick<Run, 'plan' | 'kinds'>, ledger: Ledger): Promise<Result<true>> {
  const runs = ownRuns(run);
  if (runs.length === 0) return ok(true);
  const memory = await ledger.memory();
  if (!memory.ok) return memory;
  const over = runs.find((address) => !isOpen(memory.value, address));
  return over === undefined ? ok(true) : err(spent(run.plan, over, memory.value.inDoubt.has(over)));
}

function ownRuns(run: Pick<Run, 'plan' | 'kinds'>): Address[] {
  return run.plan.steps
    .filter((step) => step.depends_on.length === 0)
    .flatMap((step) => changesOf(run, step))
    .filter((change) => !isReadable(change))
    .map(({ address }) => address);
}

/** Still owed, or never run. */
function isOpen({ owed, inDoubt, applied }: Memory, address: Address): boolean {
  return owed.has(address) || (!inDoubt.has(address) && applied(address) === undefined);
}
