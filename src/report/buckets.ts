// Changes put together as people think of them: what is done (operation), to which part of the files (group).
// A change that takes two operations stands in two buckets; one that no step carries stands under its action.

import type { Address } from '../model/address.ts';
import { kindOf } from '../model/address.ts';
import type { Plan, PlannedChange, Step } from '../model/plan.ts';

export interface Bucket {
  readonly kind: string;
  readonly group: string;
  readonly operation: string;
  readonly phase: number;
  /** Fields of the changes that the operation brings about; null: all of them. */
  readonly fields: readonly string[] | null;
  readonly members: Map<Address, PlannedChange>;
  readonly steps: Set<Step>;
}

/** The buckets of a plan in the order of its steps. */
export function bucketsOf(plan: Pick<Plan, 'changes' | 'steps'>): readonly Bucket[] {
  const byAddress = new Map(plan.changes.map((change) => [change.address, change]));
  const carried = new Set<Address>();
  const buckets = new Map<string, Bucket>();
  for (const step of plan.steps) {
    for (const address of step.changes) {
      const change = byAddress.get(address);
      if (change === undefined) continue;
      carried.add(address);
      const bucket = bucketFor(buckets, change, step);
      bucket.members.set(address, change);
      bucket.steps.add(step);
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
  const operation = step?.operation ?? change.action;
  const key = `${kind}\n${change.group}\n${operation}\n${change.action}`;
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
  };
  buckets.set(key, bucket);
  return bucket;
}
