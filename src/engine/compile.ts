// Changes to steps: which operation carries which change, in batches, with what they depend on and what could
// hurt. Every step holds its requests as data. ⌈n/max⌉ requests for n changes of one operation.

import { type ApiRequest, urlOf } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import { groupBy } from '../model/group-by.ts';
import type { Kind, Operation, Policy } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';

/** Characters of path and query that one call may have: well below the 8 KiB that servers commonly take. */
const urlMax = 4096;

/** The steps that bring the kind's changes about; `order` puts those of all kinds in sequence. */
export function compile(kind: Kind, changes: readonly Change[], policy: Policy): Step[] {
  const ids = new Map<string, string[]>();
  const steps: Step[] = [];
  for (const operation of kind.operations) {
    const batches = groups(operation, changes.filter(operation.applies)).flatMap((group) =>
      batch(operation, group),
    );
    const made = batches.map((some, i) =>
      stepOf(kind.name, operation, some, `${kind.name}.${operation.id}.${i + 1}`, policy),
    );
    ids.set(
      operation.id,
      made.map(({ id }) => id),
    );
    steps.push(...made);
  }
  return steps.map((step) => ({ ...step, depends_on: step.depends_on.flatMap((id) => ids.get(id) ?? []) }));
}

function stepOf(
  kind: string,
  operation: Operation,
  changes: readonly Change[],
  id: string,
  policy: Policy,
): Step {
  return {
    id,
    kind,
    operation: operation.id,
    phase: operation.phase,
    repeatable: operation.repeatable,
    requests: [operation.request(changes)],
    changes: changes.map(({ address }) => address),
    fields: operation.fields,
    depends_on: operation.after,
    hazards: operation.hazards(changes, policy),
    ...(operation.follow && { follows: operation.follow.words(changes) }),
  };
}

/** The changes that may share a request. */
function groups({ groupBy: shares }: Operation, changes: readonly Change[]): (readonly Change[])[] {
  return shares === undefined ? [changes] : [...groupBy(changes, shares).values()];
}

/** Groups of at most `max` changes, none with a URL that is too long. */
export function batch(operation: Operation, changes: readonly Change[]): (readonly Change[])[] {
  const batches: (readonly Change[])[] = [];
  for (let i = 0; i < changes.length; i += operation.max)
    batches.push(...fitting(operation, changes.slice(i, i + operation.max)));
  return batches;
}

function fitting(operation: Operation, changes: readonly Change[]): (readonly Change[])[] {
  return changes.length === 1 || lengthOf(operation.request(changes)) <= urlMax
    ? [changes]
    : halves(changes).flatMap((half) => fitting(operation, half));
}

/** Two halves of a list with more than one item. */
export function halves<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

const lengthOf = (request: ApiRequest): number => urlOf(request).length;

/** Steps in the order in which they run: by phase, then as compiled. */
export function order(steps: readonly Step[]): Step[] {
  return steps
    .map((step, i) => ({ step, i }))
    .sort((a, b) => a.step.phase - b.step.phase || a.i - b.i)
    .map(({ step }) => step);
}
