// Executions that take their time: stopped while they are polled, or still under way when the wait is over. They are
// read again later, and never sent again.

import { describe, expect, it } from 'vitest';
import { inDoubt } from '../../src/reconcile/doubt.ts';
import type { Options } from '../../src/simulator/index.ts';
import {
  actionsFile,
  executesIn,
  type Failing,
  liesOf,
  truthOf,
  userId,
  usersOf,
  type Wish,
} from './actions-kit.ts';
import { statesOf, type Tenant, tenant, writesIn } from './kit.ts';
import { must } from './tenant.ts';

const count = 6;
const users = Array.from({ length: count }, (_, i) => userId(i));
const failing = (i: number): Failing => (i === 1 ? 1 : i === 4 ? 'always' : 'never');

const start = (wish: Wish, options: Options = {}): Promise<Tenant> =>
  tenant({ desired: actionsFile(wish), devices: 0, world: { users: usersOf(count, failing) }, ...options });

/** Reads of a status. */
const polls = ({ simulator }: Tenant): number =>
  simulator.requests.filter(({ path }) => path.endsWith('/status')).length;

/** Stops at the n-th thing that is waited for. */
async function stoppedAt(t: Tenant, nth: number) {
  const controller = new AbortController();
  let waits = 0;
  const onEvent = ({ event }: { event: string }): void => {
    if (event === 'waiting') waits += 1;
    if (waits === nth) controller.abort('SIGINT');
  };
  return must(await t.apply(await t.plan(), { stop: controller.signal, onEvent }));
}

async function untilQuiet(t: Tenant): Promise<void> {
  for (let plan = await t.plan(); plan.steps.length + plan.agreed.length > 0; plan = await t.plan())
    must(await t.apply(plan));
}

async function expectHonest(t: Tenant, wish: Wish): Promise<void> {
  const memory = must(await t.ledger.memory());
  expect(liesOf({ wishes: { park: wish }, users, memory, truth: await truthOf(t.simulator) })).toEqual([]);
}

describe('an apply that is stopped while it waits', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('for the %ith time stays open, and is resumed', async (nth) => {
    const wish = { retries: 1, forward: { action: 'delete-users' } };
    const t = await start(wish);
    expect(await stoppedAt(t, nth)).toMatchObject({ reason: 'interrupted' });
    expect(must(await t.ledger.unfinished())).toMatchObject({ inFlight: [{ id: 'user_action.execute.1' }] });
    const [sent, seen] = [executesIn(t.simulator.requests).length, polls(t)];
    const report = must(await t.resume());
    expect(report).toMatchObject({ reason: 'partial' });
    expect(must(await t.ledger.unfinished())).toBeNull();
    expect(polls(t)).toBeGreaterThan(seen);
    // One for each of: the action, its retry, and the forwards of those who succeeded in either.
    expect(executesIn(t.simulator.requests)).toHaveLength(4);
    expect(sent).toBeLessThan(4);
    expect([...must(await t.ledger.memory()).inDoubt]).toEqual([]);
    await expectHonest(t, wish);
    expect(await t.plan()).toMatchObject({ steps: [] });
  });

  it('again and again gets to its end all the same', async () => {
    const t = await start({});
    await stoppedAt(t, 1);
    const stop = AbortSignal.abort('SIGINT');
    for (let i = 0; i < 2; i += 1)
      expect(must(await t.resume({ stop }))).toMatchObject({ reason: 'interrupted' });
    expect(must(await t.resume())).toMatchObject({ reason: 'partial' });
    expect(executesIn(t.simulator.requests)).toHaveLength(1);
    await expectHonest(t, {});
  });

  it('and then given up by a plain apply is in doubt until a plan reads its end', async () => {
    const t = await start({ retries: 1 }, { executionReads: 6 });
    await stoppedAt(t, 1);
    must(await t.apply(await t.plan()));
    expect(must(await t.ledger.unfinished())).toBeNull();
    expect(must(await t.ledger.memory()).inDoubt.size).toBe(count);
    await untilQuiet(t);
    expect([...must(await t.ledger.memory()).inDoubt].length).toBe(count);
    t.simulator.set({ executionReads: 0 });
    await untilQuiet(t);
    expect([...must(await t.ledger.memory()).inDoubt]).toEqual([]);
    await expectHonest(t, { retries: 1 });
  });
});

describe('an execution that takes longer than the wait', () => {
  it('leaves its users in doubt, with its id, and the next plan reads its results', async () => {
    const t = await start({}, { executionReads: 1000 });
    const report = must(await t.apply(await t.plan(), { waitMs: 1000 }));
    expect(report).toMatchObject({ reason: 'partial', outcomes: [{ state: 'in_doubt' }] });
    expect(polls(t)).toBeGreaterThan(1);
    const memory = must(await t.ledger.memory());
    expect([...memory.inDoubt].sort()).toEqual(users.map((user) => `user_action/park/${user}`));
    for (const address of memory.inDoubt)
      expect(memory.applied(address)).toMatchObject({ status: 'pending', execution: '2000000810001' });
    const waiting = await t.plan();
    expect(waiting).toMatchObject({ steps: [], agreed: [] });
    expect(waiting.diagnostics).toMatchObject([{ code: 'ledger.in-doubt' }]);
    t.simulator.set({ executionReads: 0 });
    const plan = await t.plan();
    expect(plan).toMatchObject({ steps: [], reason: 'done' });
    expect(plan.agreed.flatMap(({ keys }) => keys)).toHaveLength(count);
    expect(inDoubt(memory, plan.agreed)).toEqual([]);
    const seen = t.simulator.requests.length;
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
    expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
    expect([...must(await t.ledger.memory()).inDoubt]).toEqual([]);
    await expectHonest(t, {});
    expect(await t.plan()).toMatchObject({ steps: [], agreed: [] });
  });

  it('and failed for some is retried for exactly those', async () => {
    const t = await start({ retries: 1 }, { executionReads: 1000 });
    must(await t.apply(await t.plan(), { waitMs: 0 }));
    t.simulator.set({ executionReads: 1 });
    const plan = await t.plan();
    const failed = [userId(1), userId(4)].map((user) => `user_action/park/${user}`);
    expect(plan.steps).toMatchObject([{ operation: 'retry', changes: failed }]);
    expect(plan.agreed.flatMap(({ keys }) => keys)).toHaveLength(count);
    expect(statesOf(must(await t.apply(plan)))).toEqual({ failed: 1 });
    const [, again] = t.simulator.world.executions();
    expect(again?.['user_ids']).toEqual([userId(1), userId(4)]);
    expect([...must(await t.ledger.memory()).inDoubt]).toEqual([]);
    await expectHonest(t, { retries: 1 });
    expect(await t.plan()).toMatchObject({ steps: [], agreed: [] });
  });

  it('and succeeded for some is forwarded for exactly those', async () => {
    const wish = { forward: { action: 'delete-users' } };
    const t = await start(wish, { executionReads: 1000 });
    expect(must(await t.apply(await t.plan(), { waitMs: 0 }))).toMatchObject({ reason: 'partial' });
    t.simulator.set({ executionReads: 0 });
    const plan = await t.plan();
    expect(plan.steps.map(({ operation, changes }) => [operation, changes.length])).toEqual([['forward', 4]]);
    must(await t.apply(plan));
    await expectHonest(t, wish);
    expect(t.simulator.world.users().map(({ id }) => id)).toEqual([userId(1), userId(4)]);
    expect(await t.plan()).toMatchObject({ steps: [], agreed: [] });
  });

  it.each(['time_out', 'interrupted'] as const)(
    'and ends as %s keeps those it did not reach in doubt',
    async (executionEnd) => {
      const t = await start({ retries: 2 }, { executionEnd });
      must(await t.apply(await t.plan()));
      const reached = users.slice(0, 3);
      const { inDoubt: doubts } = must(await t.ledger.memory());
      expect([...doubts].sort()).toEqual(users.slice(3).map((user) => `user_action/park/${user}`));
      await untilQuiet(t);
      expect([...must(await t.ledger.memory()).inDoubt]).toEqual([...doubts]);
      const again = t.simulator.world
        .executions()
        .slice(1)
        .flatMap(({ user_ids }) => user_ids);
      expect(new Set(again)).toEqual(new Set(reached.filter((user) => user === userId(1))));
      await expectHonest(t, { retries: 2 });
    },
  );
});
