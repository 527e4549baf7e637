// A remembered value being changed: the original stays as it is (a kind's map is copied when first touched), and equal
// states become one shared object. A one-shot in doubt is never owed at the same time.

import { type Address, keyOf, kindOf } from '../model/address.ts';
import { notRun, resolvedKey, runKey, type State } from '../model/change.ts';
import { canonical } from '../model/json.ts';
import { oncePerPair } from '../model/once-per.ts';
import type { Remembered } from './state.ts';

export interface Draft {
  /** Lays the fields of `after` over what is remembered; takes the place of a removal. */
  readonly merge: (kind: string, key: string, after: State) => void;
  readonly put: (kind: string, key: string, state: State) => void;
  readonly ran: (address: Address, after: State) => void;
  /** `tried`: the `after` of the one-shot. */
  readonly doubt: (address: Address, tried: State) => void;
  readonly owe: (address: Address) => void;
  /** Whether what is remembered of a one-shot may be told anew: it is in doubt, or a person has spoken of it. */
  readonly isOpen: (address: Address) => boolean;
  readonly done: () => Remembered;
}

/** Merging that gives one object for equal results, and that works each pair of objects out once. */
function sharingMerge(): (old: State, after: State) => State {
  const shared = new Map<string, State>();
  const share = (state: State): State => {
    const text = canonical(state);
    const known = shared.get(text) ?? state;
    shared.set(text, known);
    return known;
  };
  return oncePerPair((old, after) => share(old['removed'] === true ? after : { ...old, ...after }));
}

const nothingYet: State = {};

export function draftOf(before: Remembered): Draft {
  const applied = new Map(before.applied);
  const own = new Map<string, Map<string, State>>();
  const owed = new Set(before.owed);
  const inDoubt = new Set(before.inDoubt);
  const merge = sharingMerge();
  const tried = new Map([...before.tried].map(([kind, states]) => [kind, new Map(states)]));
  const forget = (address: Address): void => void tried.get(kindOf(address))?.delete(keyOf(address));
  const mapOf = (kind: string): Map<string, State> => {
    const known = own.get(kind);
    if (known !== undefined) return known;
    const map = new Map(applied.get(kind));
    own.set(kind, map);
    applied.set(kind, map);
    return map;
  };
  return {
    merge: (kind, key, after) => {
      const map = mapOf(kind);
      map.set(key, merge(map.get(key) ?? nothingYet, after));
    },
    put: (kind, key, state) => mapOf(kind).set(key, state),
    ran: (address, after) => {
      mapOf(kindOf(address)).set(keyOf(address), after);
      owed.delete(address);
      inDoubt.delete(address);
      forget(address);
    },
    doubt: (address, after) => {
      owed.delete(address);
      inDoubt.add(address);
      const states = tried.get(kindOf(address)) ?? new Map<string, State>();
      tried.set(kindOf(address), states.set(keyOf(address), after));
    },
    owe: (address) => {
      if (!inDoubt.has(address)) owed.add(address);
    },
    isOpen: (address) => {
      const state = applied.get(kindOf(address))?.get(keyOf(address));
      return inDoubt.has(address) || state?.[resolvedKey] !== undefined || state?.[runKey] === notRun;
    },
    done: () => ({ applied, owed, inDoubt, tried }),
  };
}
