// What reading finds out of users whose outcome was in doubt: results of an execution that has ended by now, and users
// that an action was to delete and that are gone. What reading cannot tell stays in doubt.

import { type Address, keyOf } from '../../model/address.ts';
import type { State } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import { isRemoving } from '../../model/management.ts';
import type { Memory } from '../../model/memory.ts';
import type { Agreed } from '../../model/plan.ts';
import { addressOfUser, doubtsOf, type Kept, keep, kindName, taskIn, type UserAddress } from './memory.ts';
import type { Read } from './observe.ts';
import type { Task, Wanted } from './prepare.ts';
import { executionKey } from './reads.ts';
import { isTerminal } from './status.ts';

export interface Resolved {
  readonly states: ReadonlyMap<Address, State>;
  readonly agreed: readonly Agreed[];
}

export function found(actions: readonly Wanted[], memory: Memory, read: Read): Resolved {
  const wanted = new Map(actions.map((one) => [one.name, one]));
  const states = new Map<Address, State>();
  for (const doubt of doubtsOf(memory)) {
    const address = addressOfUser(doubt.name, doubt.user, doubt.forward);
    const state =
      ended(doubt, read) ?? gone(doubt, taskIn(memory.tried(address)), wanted.get(doubt.name), read);
    if (state !== undefined) states.set(address, state);
  }
  return { states, agreed: agreedOf(states) };
}

type Doubt = UserAddress & { readonly kept: Kept | undefined };

function ended({ user, kept }: Doubt, { executions }: Read): State | undefined {
  const key = kept?.status === 'pending' ? executionKey(kept.task.action, kept.execution) : '';
  const execution = executions.get(key);
  const outcome = execution && isTerminal(execution.status) ? execution.outcomes.get(user) : undefined;
  return kept && outcome ? keep({ ...kept, status: outcome.status, message: outcome.message }) : undefined;
}

/** A user that the action was to delete, and that the list of the same action does not have any more. */
function gone(
  { user, forward, kept }: Doubt,
  tried: Task | undefined,
  wanted: Wanted | undefined,
  { seen }: Read,
): State | undefined {
  if (wanted === undefined || tried === undefined || forward !== undefined) return undefined;
  const { action, app_config_id } = wanted.task;
  const isSame = tried.action === action && tried.app_config_id === app_config_id;
  if (!isSame || tried.shared || !isRemoving(tried.action) || seen.get(wanted.name)?.has(user))
    return undefined;
  const message = 'the answer was lost, and the user is gone';
  const before = kept?.task.digest === tried.digest ? kept : undefined;
  const execution = before?.status === 'pending' ? before.execution : '';
  const attempts = (before?.attempts ?? 0) + (execution === '' ? 1 : 0);
  return keep({ task: tried, status: 'success', message, execution, attempts });
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
