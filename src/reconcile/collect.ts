// Gathers what the differ says of each subject. Keeps only what matters: rows that are as wanted leave nothing
// behind but, once, their key for the ledger.

import { differ } from '../engine/diff.ts';
import { type Address, addressOf } from '../model/address.ts';
import { type Change, type State, stateText } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, Subject } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import type { Agreed, Settled } from '../model/plan.ts';

export interface Collected {
  readonly changes: readonly Change[];
  readonly settled: readonly Settled[];
  readonly agreed: readonly Agreed[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Collector {
  readonly add: (subject: Subject) => void;
  readonly done: () => Collected;
}

export function collector(kind: Kind, memory: Memory): Collector {
  const changes = new Map<Address, Change>();
  const settled = new Map<Address, Settled>();
  const unknown = new Map<string, Address[]>();
  const agreed = new Map<string, { readonly after: State; readonly keys: string[] }>();
  const diff = differ(kind);
  const add = (subject: Subject): void => {
    const address = addressOf(kind.name, subject.key);
    const said = diff(subject, memory.applied(address), () => address);
    if (said.agreed) {
      const text = stateText(said.agreed);
      const group = agreed.get(text);
      if (group) group.keys.push(subject.key);
      else agreed.set(text, { after: said.agreed, keys: [subject.key] });
    }
    if (said.change) changes.set(address, said.change);
    if (said.settled) settled.set(address, said.settled);
    if (said.unknown !== undefined) push(unknown, said.unknown, address);
  };
  const done = (): Collected => ({
    changes: [...changes.values()],
    settled: [...settled.values()],
    agreed: [...agreed.values()].map((group) => ({ kind: kind.name, ...group })),
    diagnostics: [...unknown].map(([why, addresses]) => unknownState(why, addresses)),
  });
  return { add, done };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function unknownState(why: string, addresses: readonly Address[]): Diagnostic {
  return {
    code: 'live.unknown-value',
    severity: 'warning',
    summary: `${addresses.length === 1 ? addresses[0] : `${addresses.length} objects`}: the live state cannot be judged, so nothing is done`,
    why,
    next: 'look at it in the admin console; trueup acts again once the API shows a state that it knows',
    addresses,
  };
}
