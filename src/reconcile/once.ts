// One-shots of a saved plan: what has run since the plan was made, or may have, is not run by it again. Where a step
// depends on another one of the plan, the stale check of that one already stands guard.

import type { Ledger } from '../ledger/port.ts';
import { type Address, addressOf } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { sameJson } from '../model/json.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import { changesOf, isReadable, type Run } from './context.ts';
import { spent } from './failures.ts';

export async function notRunSince(run: Pick<Run, 'plan' | 'kinds'>, ledger: Ledger): Promise<Result<true>> {
  const runs = ownRuns(run);
  if (runs.length === 0) return ok(true);
  const memory = await ledger.memory();
  if (!memory.ok) return memory;
  const found = new Set(run.plan.agreed.flatMap(({ kind, keys }) => keys.map((key) => addressOf(kind, key))));
  const over = runs.find((change) => !isOpen(memory.value, change, found));
  return over === undefined
    ? ok(true)
    : err(spent(run.plan, over.address, memory.value.inDoubt.has(over.address)));
}

function ownRuns(run: Pick<Run, 'plan' | 'kinds'>): Change[] {
  if (run.plan.changes.every(isReadable)) return [];
  return run.plan.steps
    .filter((step) => step.depends_on.length === 0)
    .flatMap((step) => changesOf(run, step))
    .filter((change) => !isReadable(change));
}

/** What is remembered of it is what the plan saw, and nothing is in doubt but what the plan has `found` out. */
function isOpen(
  { inDoubt, applied }: Memory,
  { address, last }: Change,
  found: ReadonlySet<Address>,
): boolean {
  return (!inDoubt.has(address) || found.has(address)) && sameJson(applied(address) ?? null, last);
}
