// Changes taken apart by field and put together again. Two resources may want different fields of one object: each is
// shown, and remembers, its own; what is applied together is one change of the object.

import type { Address } from '../../model/address.ts';
import { type Change, isRun, type State } from '../../model/change.ts';
import { sameJson } from '../../model/json.ts';

type Wanted = (field: string, value: State[string]) => boolean;

/** The part of a change that is about these fields; undefined where nothing is left. A removal, and a run, is whole. */
export function only(change: Change, wanted: Wanted): Change | undefined {
  const { before, after } = change;
  if (after === null || isRun(change)) return change;
  const all = Object.keys(after);
  const fields = all.filter((field) => wanted(field, after[field] ?? null));
  if (fields.length === all.length) return change;
  if (fields.length === 0) return undefined;
  const part = (state: State | null): State | null => state && pick(state, fields);
  return { ...change, before: part(before), after: part(after), last: part(change.last) };
}

const pick = (state: State, fields: readonly string[]): State =>
  Object.fromEntries(fields.flatMap((field) => (field in state ? [[field, state[field] ?? null]] : [])));

/** One change for each object. A list has no object twice. */
export function together(lists: readonly (readonly Change[])[]): readonly Change[] {
  const [only, ...others] = lists.filter(({ length }) => length > 0);
  if (others.length === 0) return only ?? [];
  const byAddress = new Map<Address, Change>();
  for (const change of lists.flat()) {
    const known = byAddress.get(change.address);
    byAddress.set(change.address, known === undefined ? change : joined(known, change));
  }
  return [...byAddress.values()];
}

function joined(first: Change, second: Change): Change {
  const { before, after, last } = second;
  if (first.after === null || after === null) return second;
  return {
    ...first,
    ...second,
    before: first.before && { ...first.before, ...before },
    after: { ...first.after, ...after },
    last: first.last || last ? { ...first.last, ...last } : null,
    context: { ...first.context, ...second.context },
  };
}

/** What this process has carried out: it is not sent again, and what is planned later still tells of it. */
export interface Done {
  readonly note: (change: Change) => void;
  /** What of these changes is still to be done. */
  readonly left: (changes: readonly Change[]) => readonly Change[];
  readonly at: (address: Address) => Change | undefined;
  readonly all: () => readonly Change[];
}

export function nothingDone(): Done {
  const done = new Map<Address, Change>();
  const leftOf = (change: Change): Change | undefined => {
    const known = done.get(change.address);
    if (known === undefined) return change;
    const { after } = known;
    if (after === null || change.after === null || isRun(change))
      return sameJson(after, change.after) ? undefined : change;
    return only(change, (field, value) => !(field in after && sameJson(after[field], value)));
  };
  return {
    note: (change) => {
      const known = done.get(change.address);
      done.set(change.address, known === undefined ? change : joined(known, change));
    },
    left: (changes) => (done.size === 0 ? changes : changes.flatMap((change) => leftOf(change) ?? [])),
    at: (address) => done.get(address),
    all: () => [...done.values()],
  };
}
