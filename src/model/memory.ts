// What the ledger remembers, as planning sees it: a value, read once. `applied` also holds what was found to
// agree; `owed` are one-shots that were planned with a change that went through, and did not run themselves.

import type { Address } from './address.ts';
import type { State } from './change.ts';

export interface Memory {
  /** The options with which a command line finds the ledger, as `Ledger.named` has them. */
  readonly named: string;
  /** The last applied desired values at an address; `{ removed: true }` after a removal. */
  readonly applied: (address: Address) => State | undefined;
  /** Addresses of a kind that have an entry. */
  readonly known: (kind: string) => Iterable<Address>;
  /** One-shots that are still to be run. */
  readonly owed: ReadonlySet<Address>;
  /** One-shots whose outcome is not known: never run again without a person. */
  readonly inDoubt: ReadonlySet<Address>;
  /** What was run at an address in doubt: the `after` of its change. */
  readonly tried: (address: Address) => State | undefined;
}

export const emptyMemory: Memory = {
  named: '',
  applied: () => undefined,
  known: () => [],
  owed: new Set(),
  inDoubt: new Set(),
  tried: () => undefined,
};
