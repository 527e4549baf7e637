// What is still to be run for whom: users that were not run with this task, retries of those that failed, and what is
// forwarded. Nothing is run again for a user whose outcome is in doubt.

import type { Address } from '../../model/address.ts';
import { type Change, runKey, type State } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import type { Claims } from './claims.ts';
import type { Entity } from './entity.ts';
import { addressOfUser, type Kept, keptIn, userAt } from './memory.ts';
import type { Read } from './observe.ts';
import { beforeOf, type Past, pastKey } from './past.ts';
import type { Task, Wanted } from './prepare.ts';
import type { Resolved } from './resolve.ts';

/** What becomes of one action's users. */
export interface Planned {
  readonly wanted: Wanted;
  readonly changes: readonly Change[];
  readonly done: readonly Done[];
  readonly failed: readonly Failed[];
}

/** Has been through it, maybe as a user of another section. */
export interface Done {
  readonly entity: Entity;
  readonly address: Address;
}

/** Failed for good: the retries are spent, and a forward has none. */
export interface Failed {
  readonly entity: Entity;
  readonly kept: Kept;
  readonly address: Address;
}

type Fate =
  | { readonly to: 'run'; readonly before: boolean }
  | { readonly to: 'retry' | 'rest'; readonly kept: Kept; readonly address: Address }
  /** In doubt, or another section of the file has it. */
  | { readonly to: 'leave' };

export interface Known {
  readonly memory: Memory;
  readonly past: Past;
  readonly resolved: Resolved;
  readonly read: Read;
  readonly claims: Claims;
}

function fateAt(address: Address, task: Task, wanted: Wanted, known: Known): Fate {
  const { memory, past, resolved, claims } = known;
  const before = beforeOf(address, task.digest, past, memory, resolved.states);
  if (before === 'doubt') return { to: 'leave' };
  if (before !== 'none' && before.kept.status === 'success') return { to: 'rest', ...before };
  const key = pastKey(userAt(address).user, task.digest);
  if ((claims.get(key) ?? wanted.name) !== wanted.name) return { to: 'leave' };
  if (before === 'none')
    return {
      to: 'run',
      before: keptIn(resolved.states.get(address) ?? memory.applied(address)) !== undefined,
    };
  const { kept } = before;
  const again = kept.status === 'failure' && kept.attempts <= wanted.retries && kept.execution !== '';
  return { to: again ? 'retry' : 'rest', ...before };
}

export function runsOf(wanted: Wanted, known: Known): Planned {
  const { memory, read } = known;
  const changes: Change[] = [];
  const done: Done[] = [];
  const failed: Failed[] = [];
  const fateOf = (address: Address, task: Task): Fate => fateAt(address, task, wanted, known);
  const selected = [...(read.selected.get(wanted.name)?.values() ?? [])].sort(byId);
  for (const entity of selected) {
    const fate = fateOf(addressOfUser(wanted.name, entity.id), wanted.task);
    const forward = forwardFor(wanted, entity, fate, fateOf);
    const change = changeFor(wanted, entity, fate, forward ? wanted.forward : null);
    if (change) changes.push(withMemory(change, memory));
    if (forward) changes.push(withMemory(forward, memory));
    if (fate.to === 'rest' && fate.kept.status === 'success') done.push({ entity, address: fate.address });
    failed.push(...failuresOf(wanted, entity, fate, fateOf));
  }
  return { wanted, changes, done, failed };
}

/** What failed for a user and is not tried again: the action itself, or the one it was forwarded to. */
function failuresOf(
  { name, forward }: Wanted,
  entity: Entity,
  fate: Fate,
  fateOf: (address: Address, task: Task) => Fate,
): Failed[] {
  const failedIn = ({ kept, address }: Pick<Failed, 'kept' | 'address'>): Failed[] =>
    kept.status === 'failure' ? [{ entity, kept, address }] : [];
  const own = fate.to === 'rest' ? failedIn(fate) : [];
  if (forward === null) return own;
  const after = fateOf(addressOfUser(name, entity.id, forward.action), forward);
  return [...own, ...('kept' in after ? failedIn(after) : [])];
}

const byId = (a: Entity, b: Entity): number => (a.id < b.id ? -1 : 1);

const withMemory = (change: Change, memory: Memory): Change => ({
  ...change,
  last: memory.applied(change.address) ?? null,
});

/** `forward`: what the user is forwarded to afterwards, where the plan has that too. */
function changeFor(wanted: Wanted, entity: Entity, fate: Fate, forward: Task | null): Change | null {
  const address = addressOfUser(wanted.name, entity.id);
  const { task, retries } = wanted;
  const after = {
    ...taskState(task),
    retries,
    ...(forward && { forward_to: { ...taskState(forward) } }),
  };
  if (fate.to === 'run') {
    const why = fate.before ? 'its action or template has changed since it last ran' : 'not run yet';
    return change(wanted, entity, address, { [runKey]: 'execute', ...after, attempts: 0 }, why);
  }
  if (fate.to !== 'retry') return null;
  const { execution, attempts, message } = fate.kept;
  const why = `failed before: ${message}; retry ${attempts} of ${retries}`;
  return change(wanted, entity, address, { [runKey]: 'retry', ...after, execution, attempts }, why);
}

/** With the action itself, or, where that went through before, on its own from its execution. */
function forwardFor(
  wanted: Wanted,
  entity: Entity,
  fate: Fate,
  fateOf: (address: Address, task: Task) => Fate,
): Change | null {
  const { forward, task } = wanted;
  if (forward === null || fate.to === 'leave') return null;
  const address = addressOfUser(wanted.name, entity.id, forward.action);
  const own = fateOf(address, forward);
  if (own.to !== 'run') return null;
  const after = { [runKey]: 'forward', ...taskState(forward), from: task.action, attempts: 0 };
  const why = `forwarded once ${task.action} has succeeded`;
  const part = { part_of: addressOfUser(wanted.name, entity.id) };
  if (fate.to === 'run') return { ...change(wanted, entity, address, after, why), ...part };
  if (fate.to === 'retry')
    return { ...change(wanted, entity, address, { ...after, with: fate.kept.execution }, why), ...part };
  const { status, execution } = fate.kept;
  if (status !== 'success' || execution === '') return null;
  return change(wanted, entity, address, { ...after, execution }, `forwarded: ${task.action} has succeeded`);
}

function taskState({ action, app_config_id, template, digest }: Task): Readonly<Record<string, Json>> {
  return { action, app_config_id, template, digest };
}

function change(wanted: Wanted, entity: Entity, address: Address, after: State, why: string): Change {
  const { acknowledge, name, source } = wanted;
  return {
    address,
    before: null,
    after,
    why: `user action ${name}: ${why}`,
    source,
    group: name,
    name: entity.name,
    origin: 'pending',
    last: null,
    context: {},
    ...(acknowledge !== undefined && { acknowledge }),
  };
}
