// Whether live state still is what a plan saw (for the stale check), and whether it is what a plan wanted (for
// verify and for a lost answer). Field by field, with the kind's own rules.

import { type Change, removedState, type State } from '../model/change.ts';
import { type Json, sameJson } from '../model/json.ts';
import type { Kind, Live } from '../model/kind.ts';
import { asBefore } from '../model/once-per.ts';

export interface Moved {
  readonly field: string;
  readonly planned: Json | undefined;
  readonly now: Json | undefined;
  readonly desired: Json | undefined;
}

/**
 * Tells of one change after the other which fields are no longer what the plan saw: those it changes, and those its requests
 * carry. With `resumed`, what is by now as wanted, a field or an object that goes, counts as unmoved: this plan may have
 * brought it there.
 */
export function movedSince(
  kind: Rules,
  resumed: boolean,
): (change: Compared, live: Found | null) => readonly Moved[] {
  const compare = asBefore(
    (before: State | null, after: State | null, context: State, live: State | null, beside: State) =>
      moved(kind, { before, after, context }, live && { live, context: beside }, resumed),
  );
  return ({ before, after, context }, now) =>
    compare(before, after, context, now?.live ?? null, now?.context ?? context);
}

function moved(kind: Rules, change: Compared, live: Found | null, resumed: boolean): Moved[] {
  const { before, after, context } = change;
  if (live === null) return before === null || (resumed && mayBeGone(kind, after)) ? [] : [gone];
  if (resumed && after === null && missing(kind, after, live.live).length === 0) return [];
  const found: Moved[] = [];
  for (const fields of [context, before, live.context, after])
    for (const field in fields) {
      const planned = valueAt(field, before, context);
      const now = valueAt(field, live.live, live.context);
      const rule = kind.rules[field];
      if ((rule?.equal ?? sameJson)(planned, now) || found.some((one) => one.field === field)) continue;
      const desired = after?.[field];
      if (resumed && desired !== undefined && rule?.relate(desired, now, desired) !== 'differs') continue;
      found.push({ field, planned, now, desired });
    }
  return found;
}

/** The field where it is first. */
const valueAt = (field: string, first: State | null, second: State): Json | undefined =>
  first !== null && Object.hasOwn(first, field) ? first[field] : second[field];

const gone: Moved = { field: '(the object)', planned: 'there', now: 'gone', desired: undefined };

/** Tells of one change after the other which fields of `after` live does not show. What was just applied counts as remembered. */
export function missingFrom(
  kind: Rules,
): (change: Pick<Change, 'after'>, live: Found | null) => readonly string[] {
  const compare = asBefore((after: State | null, live: State | null) => missing(kind, after, live));
  return ({ after }, now) => compare(after, now?.live ?? null);
}

/** Empty: as wanted. */
function missing(kind: Rules, wanted: State | null, live: State | null): string[] {
  if (live === null || wanted === null) return missingObject(kind, wanted, live);
  return Object.keys(wanted).filter((field) => {
    const want = wanted[field] ?? null;
    const relation = kind.rules[field]?.relate(want, live[field], want);
    return relation === 'differs' || relation === 'unknown';
  });
}

type Compared = Pick<Change, 'before' | 'after' | 'context'>;
type Found = Pick<Live, 'live' | 'context'>;
type Rules = Pick<Kind, 'rules' | 'presence'>;

function missingObject(kind: Rules, wanted: State | null, live: State | null): string[] {
  if (live === null) return mayBeGone(kind, wanted) ? [] : ['(the object)'];
  return kind.presence(wanted, live, wanted ?? removedState).relation === 'settled' ? [] : ['(the object)'];
}

/** Whether an object that is gone is what was applied. */
function mayBeGone(kind: Rules, applied: State | null): boolean {
  return applied === null || kind.presence(applied, null, applied).relation === 'settled';
}
