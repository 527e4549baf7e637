// One plan with everything that is never sent twice: a user action in two batches with retries and a forward, a user
// move, and account linking with its sync. And what of it must be in doubt when the apply died, told by its journal.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { keptIn } from '../../src/kinds/user_action/memory.ts';
import type { Entry } from '../../src/model/journal.ts';
import { canonical } from '../../src/model/json.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import {
  actionSection,
  digestsOf,
  type Failing,
  liesOf,
  parkName,
  type Truth,
  truthKey,
  truthOf,
  userId,
  usersOf,
  type Wish,
} from './actions-kit.ts';
import { memoryOf, type Tenant, tenant } from './kit.ts';
import { must, sync } from './tenant.ts';

export const wish: Wish = { retries: 1, forward: { action: 'delete-users' } };
const count = 53;
export const users = Array.from({ length: count }, (_, i) => userId(i));
const failing = (i: number): Failing => (i === 3 ? 'always' : i === 7 ? 1 : 'never');
const failsAtFirst = new Set(users.filter((_, i) => failing(i) !== 'never'));

const desired = JSON.stringify({
  version: 1,
  account_linking: {
    is_enabled: true,
    attribute_value: 'mail',
    sync: 'on_change',
    acknowledge: 'for the test',
  },
  user_actions: { [parkName]: actionSection(wish) },
  user_moves: {
    managers: {
      domain: 'admp.local',
      container: 'OU=managers,DC=admp,DC=local',
      subject: 'Move users',
      accounts: ['john', 'jane'],
    },
  },
});

export const scene = (): Promise<Tenant> =>
  tenant({ desired, world: { devices: [], users: usersOf(count, failing) } });

/** Plans and applies until nothing is left to do. */
export async function untilQuiet(t: Tenant): Promise<void> {
  for (let round = 0; ; round += 1) {
    expect(round).toBeLessThan(12);
    const plan = await t.plan();
    if (plan.steps.length + plan.agreed.length === 0) return;
    must(await t.apply(plan));
  }
}

/** The state in the end: what the ledger keeps, without the ids of executions, and who is still there. */
export async function endOf(t: Tenant) {
  const memory = must(await t.ledger.memory());
  const { applied } = await memoryOf(t);
  const lines = new Map(
    applied.map((line) => {
      const [address = ''] = line.split(' ');
      const { execution: _execution, job: _job, request: _request, ...kept } = memory.applied(address) ?? {};
      return [address, canonical(kept)] as const;
    }),
  );
  const { world } = t.simulator;
  return {
    memory,
    lines,
    there: new Set(world.users().map(({ id }) => String(id))),
    linking: world.linking(),
  };
}
export type End = Awaited<ReturnType<typeof endOf>>;

let made: Promise<End> | undefined;

/** The end of a run that nothing disturbs. */
export function undisturbed(): Promise<End> {
  made ??= (async () => {
    const t = await scene();
    must(await t.apply(await t.plan()));
    await untilQuiet(t);
    return endOf(t);
  })();
  return made;
}

/** Calls that the journal shows as made, or about to be, without what they told. */
function openCalls(folder: string): readonly { readonly step: Step; readonly call: string }[] {
  const text = readFileSync(join(folder, 'ledger', 'journal.jsonl'), 'utf8');
  // The ledger's own file; a last line that was not finished does not count.
  const entries = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Entry);
  const open = new Map<string, Set<string>>();
  let plan: Plan | undefined;
  for (const entry of entries) {
    if (entry.entry === 'begin') plan = entry.plan;
    if (entry.entry === 'intent') open.set(entry.step, new Set(['begin']));
    if (entry.entry === 'call') open.get(entry.step)?.add(entry.call);
    if (entry.entry === 'told') open.get(entry.step)?.delete(entry.call);
    if (entry.entry === 'outcome') open.delete(entry.outcome.step);
  }
  return (plan?.steps ?? []).flatMap((step) =>
    [...(open.get(step.id) ?? [])].map((call) => ({ step, call })),
  );
}

/** What the apply that died must be in doubt of: what such calls are about. */
export function doubtsAfter({ folder }: Tenant, truth: Truth): string[] {
  return openCalls(folder)
    .flatMap(({ step, call }) => aboutCall(step, call, truth))
    .sort();
}

const isForward = (address: string): boolean => address.split('/').length > 3;
const userOf = (address: string): string => address.split('/')[2] ?? '';

function aboutCall(step: Step, call: string, truth: Truth): readonly string[] {
  if (call === 'begin' && step.repeatable) return [];
  const mains = step.changes.filter((address) => !isForward(address));
  if (call === 'begin') return mains;
  if (call.startsWith('execute:retry:')) return mains.filter((address) => failsAtFirst.has(userOf(address)));
  const [, execution] = /^execute:forward:(.*)$/.exec(call) ?? [];
  if (execution === undefined) return [];
  const succeeded = (user: string): boolean =>
    (truth.get(truthKey(digestsOf(wish).main, user)) ?? []).some(
      (one) => one.execution === execution && one.status === 'success',
    );
  return step.changes.filter((address) => isForward(address) && succeeded(userOf(address)));
}

/** Holds the end of a run that died against the undisturbed one, but for what is in doubt. */
export async function expectSameEnd(t: Tenant, doubts: readonly string[]): Promise<void> {
  const [same, end] = [await undisturbed(), await endOf(t)];
  const { memory } = end;
  expect([...memory.inDoubt].sort()).toEqual(doubts);
  const truth = await truthOf(t.simulator);
  expect(liesOf({ wishes: { park: wish }, users, memory, truth })).toEqual([]);
  const { jobs, workflowRequests } = t.simulator.world;
  expect(jobs().length).toBeLessThanOrEqual(1);
  expect(workflowRequests().length).toBeLessThanOrEqual(1);
  const unsure = new Set(doubts.filter((address) => address.startsWith('user_action/')).map(userOf));
  const isSure = (address: string): boolean =>
    address.startsWith('user_action/') ? !unsure.has(userOf(address)) : !doubts.includes(address);
  const sure = ({ lines }: End) => [...lines].filter(([address]) => isSure(address));
  expect(sure(end)).toEqual(sure(same));
  const there = (one: End) => users.filter((user) => !unsure.has(user) && one.there.has(user));
  expect(there(end)).toEqual(there(same));
  if (!doubts.includes(sync)) expect(end.linking).toEqual(same.linking);
}

/** Users of a status in the ledger; for a look at the scene itself. */
export const countIn = ({ memory }: End, status: string): number =>
  [...memory.known('user_action')].filter((address) => keptIn(memory.applied(address))?.status === status)
    .length;
