// 1 000 users in one action, with about a tenth of all calls disturbed: every user is accounted for exactly once, the
// report, the ledger and the simulator say the same, and nobody is worked on more often than the file announces.

import { expect, it } from 'vitest';
import type { Faults } from '../../src/simulator/index.ts';
import {
  actionsFile,
  type Failing,
  liesOf,
  reportLies,
  truthOf,
  userId,
  usersOf,
  type Wish,
} from './actions-kit.ts';
import { tenant } from './kit.ts';
import { must } from './tenant.ts';

const faults: Faults = {
  rateLimit: 0.015,
  error: 0.015,
  reset: 0.015,
  lost: 0.015,
  truncated: 0.015,
  cut: 0.015,
  html: 0.01,
};

const count = 1000;
const users = Array.from({ length: count }, (_, i) => userId(i));
/** 5 % fail: two of five for good, the others once. */
const fewFail = (i: number): Failing => (i % 20 !== 3 ? 'never' : i % 100 < 40 ? 'always' : 1);

const wishes: Readonly<Record<string, Wish>> = {
  'no retries': {},
  'retries: 1': { retries: 1 },
  'retries: 1, forwarded to delete-users': { retries: 1, forward: { action: 'delete-users' } },
  'retries: 2, forwarded to the same action with another template': {
    retries: 2,
    forward: { action: 'move-users', template: '8' },
  },
};
it.each(Object.entries(wishes))('%s', async (_, wish) => {
  // Side by side: most of the time the disk is waited for.
  await Promise.all([1, 2].map((seed) => expectAccountedFor(wish, seed)));
});

async function expectAccountedFor(wish: Wish, seed: number): Promise<void> {
  const t = await tenant({
    desired: actionsFile(wish),
    devices: 0,
    world: { users: usersOf(count, fewFail) },
    seed,
    executionsListed: seed % 2 === 0 ? 'yes' : 'no',
  });
  for (let round = 1; ; round += 1) {
    expect(round).toBeLessThan(20);
    t.simulator.set({ faults: [] });
    const before = must(await t.ledger.memory());
    const plan = await t.plan();
    if (plan.steps.length === 0 && plan.agreed.length === 0) break;
    // Rules that do nothing before it give the rule other draws in each round.
    t.simulator.set({ faults: [...Array<Faults>(round).fill({}), faults] });
    const report = must(await t.apply(plan));
    const memory = must(await t.ledger.memory());
    expect([seed, ...reportLies(plan, report, before, memory)]).toEqual([seed]);
    const truth = await truthOf(t.simulator);
    expect([seed, ...liesOf({ wishes: { park: wish }, users, memory, truth })]).toEqual([seed]);
  }
  const { inDoubt, known } = must(await t.ledger.memory());
  const mains = new Set([...known('user_action'), ...inDoubt].map((address) => address.split('/')[2]));
  expect(mains.size).toBe(count);
  const { executions } = t.simulator.world;
  expect(executions().every(({ user_ids }) => Array.isArray(user_ids) && user_ids.length > 0)).toBe(true);
}
