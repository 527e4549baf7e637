// What reading tells of a change whose answer never came. Some states look the same before and after (a denial may
// go on reading as pending): there reading cannot tell, and nobody may claim that it was, or was not, carried out.

import { type Change, removedState } from '../model/change.ts';
import type { Json } from '../model/json.ts';
import type { Kind, Live, Relation } from '../model/kind.ts';

/** `unclear`: live fits both a change that was carried out and one that was not. */
export type Fate = 'done' | 'not-done' | 'unclear';

type Rules = Pick<Kind, 'rules' | 'presence'>;

/** `only`: the fields of `after` that the step brings about; null: all of them. */
export function fateOf(kind: Rules, change: Change, live: Live | null, only: readonly string[] | null): Fate {
  if (live === null || change.after === null) return fateOfObject(kind, change, live);
  const wanted = Object.entries(change.after).filter(([field]) => only?.includes(field) ?? true);
  const seen = wanted.map(([field, want]) => relationsOf(kind, change, live, field, want));
  if (seen.every(({ now }) => now === 'same' || now === 'settled')) return 'done';
  return seen.some(({ ifDone }) => ifDone === 'differs') ? 'not-done' : 'unclear';
}

const unjudged = (): Relation => 'unknown';

/** How a field stands with what the ledger knew when planning, and as if the change had been carried out. */
function relationsOf(
  { rules }: Rules,
  { last }: Change,
  { live }: Live,
  field: string,
  want: Json,
): { readonly now: Relation; readonly ifDone: Relation } {
  const relate = rules[field]?.relate ?? unjudged;
  return { now: relate(want, live[field], last?.[field]), ifDone: relate(want, live[field], want) };
}

/** An object that is gone, or one that should be. */
function fateOfObject({ presence }: Rules, { after, last }: Change, live: Live | null): Fate {
  if (live === null && after === null) return 'done';
  const relation = (remembered: Change['last']): Relation =>
    presence(after, live?.live ?? null, remembered ?? undefined).relation;
  if (relation(last) === 'settled') return 'done';
  return relation(after ?? removedState) === 'settled' ? 'unclear' : 'not-done';
}
