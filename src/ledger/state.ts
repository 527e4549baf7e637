// What a ledger remembers, in memory: by kind, a map from key to a state that equal objects share, so that a
// million agreed devices cost a map entry each. Keys are as `keyOf` gives them.

import { type Address, addressOf, keyOf, kindOf } from '../model/address.ts';
import type { State } from '../model/change.ts';
import type { Memory } from '../model/memory.ts';

export type Applied = ReadonlyMap<string, ReadonlyMap<string, State>>;

export interface Remembered {
  readonly applied: Applied;
  readonly owed: ReadonlySet<Address>;
  readonly inDoubt: ReadonlySet<Address>;
  /** What was run at the addresses in doubt. */
  readonly tried: Applied;
}

export const nothing: Remembered = {
  applied: new Map(),
  owed: new Set(),
  inDoubt: new Set(),
  tried: new Map(),
};

/** What stands for an object that trueup removed; whatever is applied there later takes its place. */
export const removed: State = { removed: true };

function* addressesOf(kind: string, keys: Iterable<string>): Generator<Address> {
  for (const key of keys) yield addressOf(kind, key);
}

/** @param named as `Ledger.named` */
export function asMemory({ applied, owed, inDoubt, tried }: Remembered, named = ''): Memory {
  return {
    named,
    applied: (address) => applied.get(kindOf(address))?.get(keyOf(address)),
    known: (kind) => addressesOf(kind, applied.get(kind)?.keys() ?? []),
    owed,
    inDoubt,
    tried: (address) => tried.get(kindOf(address))?.get(keyOf(address)),
  };
}
