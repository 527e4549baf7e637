// What the ledger has of a user and a task, whatever the section was called when it ran: each user runs once for each
// action, app configuration and template, and a section that is renamed runs nothing again.

import type { Address } from '../../model/address.ts';
import type { State } from '../../model/change.ts';
import type { Memory } from '../../model/memory.ts';
import { isPending, type Kept, keptIn, kindName, taskIn, userAt } from './memory.ts';
import type { Resolved } from './resolve.ts';

/** Addresses by user and digest of the task: those where the ledger keeps it, or has it in doubt. */
export type Past = ReadonlyMap<string, readonly Address[]>;

/** Neither ids nor digests hold a space. */
export const pastKey = (user: string, digest: string): string => `${user} ${digest}`;

export function pastOf(memory: Memory): Past {
  const past = new Map<string, Address[]>();
  const inDoubt = [...memory.inDoubt].filter((address) => address.startsWith(`${kindName}/`));
  for (const address of new Set([...memory.known(kindName), ...inDoubt])) {
    const states = [memory.applied(address), triedAt(memory, address)];
    for (const digest of new Set(states.map((state) => taskIn(state)?.digest))) {
      if (digest === undefined) continue;
      const key = pastKey(userAt(address).user, digest);
      past.set(key, [...(past.get(key) ?? []), address]);
    }
  }
  return past;
}

const triedAt = (memory: Memory, address: Address): State | undefined =>
  memory.inDoubt.has(address) ? memory.tried(address) : undefined;

/** What came of the task, and at which address the ledger has it. */
export interface Was {
  readonly kept: Kept;
  readonly address: Address;
}

/** `doubt`: it may have run; `none`: it has not. */
export type Before = 'doubt' | 'none' | Was;

/** What the ledger has of the task for the user of `own`, the address that it would have now. */
export function beforeOf(
  own: Address,
  digest: string,
  past: Past,
  memory: Memory,
  states: Resolved['states'],
): Before {
  const others = (past.get(pastKey(userAt(own).user, digest)) ?? []).filter((address) => address !== own);
  const ownOpen = (memory.inDoubt.has(own) || isPending(memory, own)) && !states.has(own);
  const found = [own, ...others].flatMap((address): Was[] => {
    const kept = keptIn(states.get(address) ?? memory.applied(address));
    return kept?.task.digest === digest ? [{ kept, address }] : [];
  });
  const isOpen = (address: Address): boolean => !states.has(address) && isOpenWith(memory, address, digest);
  if (ownOpen || others.some(isOpen)) return 'doubt';
  const success = found.find(({ kept }) => kept.status === 'success');
  return success ?? found.sort((a, b) => b.kept.attempts - a.kept.attempts)[0] ?? 'none';
}

/** Whether it is this task that is in doubt or under way at the address, not another one since. */
const isOpenWith = (memory: Memory, address: Address, digest: string): boolean =>
  [triedAt(memory, address), isPending(memory, address) ? memory.applied(address) : undefined].some(
    (state) => taskIn(state)?.digest === digest,
  );
