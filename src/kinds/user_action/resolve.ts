// What reading finds out of users whose outcome was in doubt: results of an execution that has ended by now, and users
// that an action was to delete and that are gone. What reading cannot tell stays in doubt.

import { type Address, keyOf } from '../../model/address.ts';
import type { State } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import { isRemoving } from '../../model/management.ts';
import type { Memory } from '../../model/memory.ts';
import type { Agreed } from '../../model/plan.ts';
import { addressOfUser, doubtsOf, type Kept, keep, kindName, type UserAddress } from './memory.ts';
import type { Read } from './observe.ts';
import type { Wanted } from './prepare.ts';
import { isTerminal } from './status.ts';

export interface Resolved {
  readonly states: ReadonlyMap<Address, State>;
  readonly agreed: readonly Agreed[];
}

export function found(actions: readonly Wanted[], memory: Memory, read: Read): Resolved {
  const wanted = new Map(actions.map((one) => [one.name, one]));
  const states = new Map<Address, State>();
  for (const doubt of doubtsOf(memory)) {
    const state = ended(doubt, read) ?? gone(doubt, wanted.get(doubt.name), read);
    if (state !== undefined) states.set(addressOfUser(doubt.name, doubt.user, doubt.forward), state);
  }
  return { states, agreed: agreedOf(states) };
}

type Doubt = UserAddress & { readonly kept: Kept | undefined };

function ended({ user, kept }: Doubt, { executions }: Read): State | undefined {
  const execution = kept?.status === 'pending' ? executions.get(kept.execution) : undefined;
  const outcome = execution && isTerminal(execution.status) ? execution.outcomes.get(user) : undefined;
  return kept && outcome && keep({ ...kept, status: outcome.status, message: outcome.message });
}

/** A user that the action was to delete, and that the list does not have any more. */
function gone({ user, forward }: Doubt, wanted: Wanted | undefined, { seen }: Read): State | undefined {
  if (wanted === undefined || forward !== undefined || !isRemoving(wanted.task.action)) return undefined;
  if (seen.get(wanted.name)?.has(user)) return undefined;
  const message = 'the answer was lost, and the user is gone';
  return keep({ task: wanted.task, status: 'success', message, execution: '', attempts: 1 });
}

function agreedOf(states: ReadonlyMap<Address, State>): Agreed[] {
  const groups = new Map<string, { readonly after: State; readonly keys: string[] }>();
  for (const [address, after] of states) {
    const text = canonical(after);
    const group = groups.get(text) ?? { after, keys: [] };
    group.keys.push(keyOf(address));
    groups.set(text, group);
  }
  return [...groups.values()].map((group) => ({ kind: kindName, ...group }));
}
