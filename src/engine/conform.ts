// Whether live state still is what a plan saw (for the stale check), and whether it is what a plan wanted (for
// verify and for a lost answer). Field by field, with the kind's own rules.

import { type Change, removedState, type State } from '../model/change.ts';
import { type Json, sameJson } from '../model/json.ts';
import type { Kind, Live } from '../model/kind.ts';

export interface Moved {
  readonly field: string;
  readonly planned: Json | undefined;
  readonly now: Json | undefined;
  readonly desired: Json | undefined;
}

/**
 * Fields that are no longer what the plan saw: those it changes, and those its requests carry. With `resumed`, a
 * field that is by now as wanted counts as unmoved: this plan may have brought it there.
 */
export function moved(
  kind: Pick<Kind, 'rules'>,
  change: Change,
  live: Live | null,
  resumed: boolean,
): Moved[] {
  const seen: State = { ...change.context, ...change.before };
  if (live === null) return change.before === null || (resumed && change.after === null) ? [] : [gone];
  const now: State = { ...live.context, ...live.live };
  const fields = new Set([...Object.keys(seen), ...Object.keys(change.after ?? {})]);
  const still = (field: string): boolean => {
    const wanted = change.after?.[field];
    if ((kind.rules[field]?.equal ?? sameJson)(seen[field], now[field])) return true;
    return (
      resumed && wanted !== undefined && kind.rules[field]?.relate(wanted, now[field], wanted) !== 'differs'
    );
  };
  return [...fields]
    .filter((field) => !still(field))
    .map((field) => ({ field, planned: seen[field], now: now[field], desired: change.after?.[field] }));
}

const gone: Moved = { field: '(the object)', planned: 'there', now: 'gone', desired: undefined };

/**
 * Fields of `after` that live does not show; empty: as wanted. After `sent` (the server said done) what was applied
 * counts as remembered; after `lost` (no answer) nothing does, so that only what live shows is believed.
 */
export function missing(
  kind: Rules,
  change: Change,
  live: Live | null,
  only: readonly string[] | null,
  after: 'sent' | 'lost',
): string[] {
  const wanted = change.after;
  if (live === null || wanted === null) return missingObject(kind, wanted, live, after);
  const fields = (only ?? Object.keys(wanted)).filter((field) => field in wanted);
  return fields.filter((field) => {
    const want = wanted[field] ?? null;
    const relation = kind.rules[field]?.relate(want, live.live[field], after === 'sent' ? want : undefined);
    return relation === 'differs' || relation === 'unknown';
  });
}

type Rules = Pick<Kind, 'rules' | 'presence'>;

function missingObject(
  kind: Rules,
  wanted: State | null,
  live: Live | null,
  after: 'sent' | 'lost',
): string[] {
  if (live === null && wanted === null) return [];
  const last = after === 'sent' ? (wanted ?? removedState) : undefined;
  return kind.presence(wanted, live?.live ?? null, last).relation === 'settled' ? [] : ['(the object)'];
}
