// What was applied to each object, as the resources remember it: each its own fields, with the time, so that the last
// word on a field counts, in whatever order the resources are asked.

import { type Address, kindOf } from '../../model/address.ts';
import { runKey, type State } from '../../model/change.ts';
import { oncePerPair } from '../../model/once-per.ts';

interface Record {
  readonly after: State;
  /** Milliseconds since 1970; 0: not known. */
  readonly at: number;
}

export interface Records {
  /** `addresses`: of objects of the kind. */
  readonly add: (kind: string, addresses: readonly Address[], record: Record) => void;
  /** In the place of all that was known. */
  readonly replace: (kind: string, addresses: readonly Address[], record: Record) => void;
  readonly applied: (address: Address) => State | undefined;
  /** When something was applied to it last; 0: not known. */
  readonly at: (address: Address) => number;
  readonly known: (kind: string) => readonly Address[];
}

export function records(): Records {
  // By kind and address, the oldest first. Most objects share one list with many others.
  const all = new Map<string, Map<Address, readonly Record[]>>();
  const listsOf = (kind: string): Map<Address, readonly Record[]> => {
    const own = all.get(kind) ?? new Map<Address, readonly Record[]>();
    all.set(kind, own);
    return own;
  };
  const at = (address: Address): readonly Record[] | undefined => all.get(kindOf(address))?.get(address);
  return {
    add: (kind, addresses, record) => {
      const [own, alone] = [listsOf(kind), [record]];
      for (const address of addresses) {
        const before = own.get(address);
        own.set(address, before === undefined ? alone : [...before, record].sort((a, b) => a.at - b.at));
      }
    },
    replace: (kind, addresses, record) => {
      const [own, alone] = [listsOf(kind), [record]];
      for (const address of addresses) own.set(address, alone);
    },
    applied: (address) => at(address)?.reduce<State | undefined>(laid, undefined),
    at: (address) => at(address)?.at(-1)?.at ?? 0,
    known: (kind) => [...(all.get(kind)?.keys() ?? [])],
  };
}

const laid = (before: State | undefined, { after }: Record): State =>
  before === undefined ? after : joined(before, after);

/** A run or a removal, which takes the place of all fields. */
export const isWhole = (state: State): boolean => runKey in state || 'removed' in state;

/** Fields that were applied before stay known. */
export const joined = oncePerPair(
  (before: State, now: State): State => (isWhole(before) || isWhole(now) ? now : { ...before, ...now }),
);
