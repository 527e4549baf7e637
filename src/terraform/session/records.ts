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
  readonly add: (addresses: readonly Address[], record: Record) => void;
  /** In the place of all that was known. */
  readonly replace: (addresses: readonly Address[], record: Record) => void;
  readonly applied: (address: Address) => State | undefined;
  /** When something was applied to it last; 0: not known. */
  readonly at: (address: Address) => number;
  readonly known: (kind: string) => readonly Address[];
}

export function records(): Records {
  // The oldest first. Most objects share one list with many others.
  const all = new Map<Address, readonly Record[]>();
  return {
    add: (addresses, record) => {
      const alone = [record];
      for (const address of addresses) {
        const before = all.get(address);
        all.set(address, before === undefined ? alone : [...before, record].sort((a, b) => a.at - b.at));
      }
    },
    replace: (addresses, record) => {
      const alone = [record];
      for (const address of addresses) all.set(address, alone);
    },
    applied: (address) => all.get(address)?.reduce<State | undefined>(laid, undefined),
    at: (address) => all.get(address)?.at(-1)?.at ?? 0,
    known: (kind) => [...all.keys()].filter((address) => kindOf(address) === kind),
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
