// What a report says of each user, account and view, held against what the simulator did.

import { expect } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import type { Plan, PlannedChange } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { type Truth, truthKey, truthOf, type Worked } from '../reconcile/actions-kit.ts';
import { type Fate, fatesOf } from './laws.ts';
import { timesOf, userOf } from './sent.ts';

/** What was done so far. */
export interface Done {
  /** By digest and user, in order: executions, and how they ended for the user. */
  readonly users: Truth;
  /** `container account` of each workflow request, in lower case. */
  readonly moves: readonly string[];
}

export async function doneIn(simulator: Simulator, executionReads: number): Promise<Done> {
  const users = await truthOf(simulator, executionReads);
  const moves = simulator.world
    .workflowRequests()
    .flatMap(({ Container, accounts }) => accountsIn(accounts).map((name) => moveKey(Container, name)));
  return { users, moves };
}

const moveKey = (container: unknown, account: unknown): string => `${container} ${account}`.toLowerCase();

const accountsIn = (accounts: Json | undefined): readonly unknown[] =>
  // As the simulator checked them.
  ((accounts ?? []) as readonly { readonly sAMAccountName: string }[]).map((one) => one.sAMAccountName);

const keyOfUser = ({ address, after }: PlannedChange): string =>
  truthKey(String(after?.['digest']), userOf(address));

/** Every change has one fate, and it is what was done. */
export function expectTold(
  plan: Plan,
  report: RunReport,
  simulator: Simulator,
  before: Done,
  after: Done,
): void {
  const fates = fatesOf(plan, report);
  expect(fates.map(([address]) => address).sort()).toEqual(plan.changes.map(({ address }) => address).sort());
  const changes = new Map(plan.changes.map((change) => [change.address, change]));
  const lies = fates.filter(([address, fate]) => {
    const change = changes.get(address);
    return change === undefined || !isTrue(change, fate, simulator, before, after);
  });
  expect(lies).toEqual([]);
}

function isTrue(change: PlannedChange, fate: Fate, simulator: Simulator, before: Done, after: Done): boolean {
  if (fate === 'unknown') return true;
  if (change.address.startsWith('user_action/')) {
    const was = before.users.get(keyOfUser(change)) ?? [];
    return isTrueOfUser(fate, was, after.users.get(keyOfUser(change)) ?? []);
  }
  if (change.address.startsWith('user_move/')) {
    const key = moveKey(change.after?.['container'], change.after?.['account']);
    return after.moves.includes(key) === (before.moves.includes(key) || fate === 'applied');
  }
  const [, action = '', appConfig = ''] = change.address.split('/');
  const shown = JSON.stringify(simulator.world.columns(action, appConfig));
  return (shown === JSON.stringify(change.after?.['columns'])) === (fate === 'applied');
}

function isTrueOfUser(fate: Fate, was: readonly Worked[], is: readonly Worked[]): boolean {
  const last = is.at(-1)?.status;
  if (fate === 'applied') return is.length > was.length && last === 'success';
  return fate === 'left' ? is.length === was.length : is.length === was.length || last === 'failure';
}

/** Who may be executed, by digest and user: as often as the plan that allows most. */
export type Allowed = Map<string, number>;

export function allow(allowed: Allowed, { changes }: Plan): void {
  const own = new Map<string, number>();
  for (const change of changes)
    if (change.address.startsWith('user_action/'))
      own.set(keyOfUser(change), (own.get(keyOfUser(change)) ?? 0) + timesOf(change));
  for (const [key, times] of own) allowed.set(key, Math.max(allowed.get(key) ?? 0, times));
}

/** Nobody was executed more often than allowed, nor again after anything but a failure; no account was asked for twice. */
export function expectOnce({ users, moves }: Done, start: Done, allowed: Allowed): void {
  const wrong = [...users].filter(([key, worked]) => {
    const own = worked.slice(start.users.get(key)?.length ?? 0);
    return (
      own.length > (allowed.get(key) ?? 0) || own.slice(0, -1).some(({ status }) => status !== 'failure')
    );
  });
  expect(wrong).toEqual([]);
  expect(new Set(moves).size).toBe(moves.length);
}
