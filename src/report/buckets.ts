// Changes put together as people think of them: what is done (operation), to which part of the files (group).
// A change that takes two operations stands in two buckets; one that no step carries stands under its action. Runs
// stand together by what they run: one step may run one thing, and another one for those for whom that succeeded.

import type { Address } from '../model/address.ts';
import { kindOf } from '../model/address.ts';
import { type Change, runKey } from '../model/change.ts';
import type { Plan, PlannedChange, Step } from '../model/plan.ts';

/** The member of a run that names what is run, where a kind runs different things. */
export const actionKey = 'action';

export interface Bucket {
  readonly kind: string;
  readonly group: string;
  /** The step's operation; of a run that names an action both words: `execute move-users`. */
  readonly operation: string;
  readonly phase: number;
  /** Fields of the changes that the operation brings about; null: all of them. */
  readonly fields: readonly string[] | null;
  readonly members: Map<Address, PlannedChange>;
  readonly steps: Set<Step>;
  /** Those of the steps that begin with a change of this bucket; what the others carry of it, they carry besides. */
  readonly own: Set<Step>;
}

/** The buckets of a plan in the order of its steps. */
export function bucketsOf(plan: Pick<Plan, 'changes' | 'steps'>): readonly Bucket[] {
  const byAddress = new Map(plan.changes.map((change) => [change.address, change]));
  const carried = new Set<Address>();
  const buckets = new Map<string, Bucket>();
  for (const step of plan.steps) {
    for (const [i, address] of step.changes.entries()) {
      const change = byAddress.get(address);
      if (change === undefined) continue;
      carried.add(address);
      const bucket = bucketFor(buckets, change, step);
      bucket.members.set(address, change);
      bucket.steps.add(step);
      if (i === 0) bucket.own.add(step);
    }
  }
  for (const change of plan.changes) {
    if (change.action !== 'none' && !carried.has(change.address)) {
      bucketFor(buckets, change, null).members.set(change.address, change);
    }
  }
  return [...buckets.values()];
}

function bucketFor(buckets: Map<string, Bucket>, change: PlannedChange, step: Step | null): Bucket {
  const kind = kindOf(change.address);
  const carrier = step?.operation ?? change.action;
  const run = String(change.after?.[runKey] ?? '');
  const operation = operationOf(change, run, carrier);
  const key = [kind, change.group, carrier, change.action, run, operation].join('\n');
  const known = buckets.get(key);
  if (known !== undefined) return known;
  const bucket: Bucket = {
    kind,
    group: change.group,
    operation,
    phase: step?.phase ?? Number.MAX_SAFE_INTEGER,
    fields: step?.fields ?? null,
    members: new Map(),
    steps: new Set(),
    own: new Set(),
  };
  buckets.set(key, bucket);
  return bucket;
}

function operationOf({ after }: Pick<Change, 'after'>, run: string, carrier: string): string {
  const action = after?.[actionKey];
  return run !== '' && typeof action === 'string' ? `${run} ${action}` : carrier;
}
