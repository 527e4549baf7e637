// What the ledger keeps of each user of an action: the task it was run with, in which execution, and what came of it.

import { type Address, formatAddress, parseAddress } from '../../model/address.ts';
import { resolvedKey, runKey, type State } from '../../model/change.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import type { Task } from './prepare.ts';

export const kindName = 'user_action';

/** `pending`: the execution had not ended when it was last read. */
export type Status = 'success' | 'failure' | 'pending';

export interface Kept {
  readonly task: Task;
  readonly status: Status;
  readonly message: string;
  /** Empty where it never came to one: the server refused the call. */
  readonly execution: string;
  /** Executions that the user was part of, of this task. */
  readonly attempts: number;
}

export function keep({ task, status, message, execution, attempts }: Kept): State {
  const { action, app_config_id, template, digest } = task;
  return {
    [runKey]: 'execute',
    action,
    app_config_id,
    template,
    digest,
    status,
    message,
    execution,
    attempts,
  };
}

/** What a state holds; undefined where it is none of this kind's, such as one that a person marked as not run. */
export function keptIn(state: State | undefined): Kept | undefined {
  const task = taskIn(state);
  if (state === undefined || task === undefined) return undefined;
  const { status, message, execution, attempts } = state;
  if (state[resolvedKey] === 'ran')
    return { task, status: 'success', message: 'it ran, a person says', execution: '', attempts: 1 };
  if (status !== 'success' && status !== 'failure' && status !== 'pending') return undefined;
  return {
    task,
    status,
    message: textOf(message),
    execution: textOf(execution),
    attempts: typeof attempts === 'number' ? attempts : 1,
  };
}

/** The task in a state or in the `after` of a change. */
export function taskIn(state: State | null | undefined): Task | undefined {
  const { action, app_config_id, template, digest, shared } = state ?? {};
  if (typeof action !== 'string' || typeof digest !== 'string' || !isObject(template)) return undefined;
  // A member of a state is JSON.
  return {
    action,
    app_config_id: textOf(app_config_id),
    template: template as JsonObject,
    digest,
    ...(shared === true && { shared }),
  };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** `user_action/leavers/2000000174051`, and `…/delete-users` for what is forwarded. */
export const addressOfUser = (name: string, user: string, forward?: string): Address =>
  forward === undefined ? formatAddress(kindName, name, user) : formatAddress(kindName, name, user, forward);

export interface UserAddress {
  readonly name: string;
  readonly user: string;
  /** Undefined for the action itself. */
  readonly forward: string | undefined;
}

export function userAt(address: Address): UserAddress {
  const parsed = parseAddress(address);
  const [name = '', user = '', forward] = parsed.ok ? parsed.value.keys : [];
  return { name, user, forward };
}

/** Users whose outcome is in doubt, or whose execution had not ended, with what is kept of them. */
export function doubtsOf(memory: Memory): readonly (UserAddress & { readonly kept: Kept | undefined })[] {
  const pending = [...memory.known(kindName)].filter((address) => isPending(memory, address));
  const inDoubt = [...memory.inDoubt].filter((address) => address.startsWith(`${kindName}/`));
  return [...new Set([...inDoubt, ...pending])].map((address) => ({
    ...userAt(address),
    kept: keptIn(memory.applied(address)),
  }));
}

/** Whether it is known in which execution the user was, and not yet what came of it. */
export const isPending = (memory: Memory, address: Address): boolean =>
  memory.applied(address)?.['status'] === 'pending';
