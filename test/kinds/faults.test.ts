// Every case of the kinds of the management pages under every fault: what a report says of each user, account and view is
// what the server did; nobody is worked on twice; and plans made again end with nothing left but what is in doubt.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Faults } from '../../src/simulator/index.ts';
import { type Case, cases, filesOf, rememberedOf, worldOf } from './case.ts';
import { expectNothing } from './laws.ts';
import { executeBefore } from './prior.ts';
import { expectOnlyPlanned } from './sent.ts';
import { type Tenant, value, withTenant } from './tenant.ts';
import { type Allowed, allow, doneIn, expectOnce, expectTold } from './truth.ts';

const kinds = ['view_columns', 'user_action', 'user_move'];
const strikes = ['rateLimit', 'error', 'reset', 'lost', 'truncated', 'cut', 'html'] as const;

/** Those that may be applied, and that come to an end when the server does not fail. */
const chosen = cases.filter(([name, { invalid, expect: planned, next }]) => {
  const refused = invalid !== undefined || ['error', 'refused'].includes(planned?.reason ?? '');
  return kinds.includes(name.split('/')[0] ?? '') && !refused && next?.reason !== 'changes';
});

const often: readonly (readonly [string, Faults])[] = [
  ...strikes.map((strike) => [strike, { [strike]: 0.3 }] as const),
  ['lost, every second write', { only: { method: 'POST|PUT' }, lost: { every: 2 } }],
  ['a bit of everything', { ...Object.fromEntries(strikes.map((one) => [one, 0.06])), htmlStatus: 200 }],
];

describe.concurrent.each(chosen)('%s', (name, given) => {
  test.each(often)('%s', (_, faults) => run(given, faults, seedOf(name)));
});

/** Another one for each case, and always the same. */
const seedOf = (name: string): number =>
  [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9973;

/** Rounds of plan and apply, at most. */
const rounds = 20;

async function run(given: Case, faults: Faults, seed: number): Promise<void> {
  const { executions = [], switches = {} } = given.live;
  const simulator = { ...switches, world: worldOf(given), seed };
  await withTenant({ simulator, remembered: rememberedOf(given) }, async (tenant) => {
    await executeBefore(tenant.simulator, executions);
    const start = await doneIn(tenant.simulator, switches.executionReads ?? 2);
    const [allowed, planned]: [Allowed, Set<string>] = [new Map(), new Set()];
    for (let round = 1; round <= rounds; round += 1) {
      // Rules that do nothing before it give the rule other draws in each round.
      const rules = [...Array<Faults>(round).fill({}), faults];
      const plan = await planTwice(tenant, given, rules);
      if (plan.steps.length + plan.agreed.length === 0) break;
      allow(allowed, plan);
      for (const { address } of plan.changes) planned.add(address);
      await applyUnder(tenant, plan, rules, switches.executionReads ?? 2);
      expectOnce(await doneIn(tenant.simulator, switches.executionReads ?? 2), start, allowed);
    }
    expect(value(await tenant.resume())).toBeNull();
    expectNothing(await tenant.plan(filesOf(given)));
    const { applied, inDoubt } = await tenant.memory();
    const forgotten = [...planned].filter((one) => applied(one) === undefined && !inDoubt.has(one));
    expect(forgotten.filter((one) => !isForward(one))).toEqual([]);
  });
}

/** A forward of a user whose own action failed, or is in doubt, was never begun. */
const isForward = (address: string): boolean =>
  address.startsWith('user_action/') && address.split('/').length > 3;

/**
 * A plan made under faults fails, or is one that is made without them: of two, since an execution may end while it is
 * looked at.
 */
async function planTwice(tenant: Tenant, given: Case, faults: readonly Faults[]): Promise<Plan> {
  const before = await tenant.plan(filesOf(given));
  tenant.simulator.set({ faults });
  const disturbed = await tenant.tryPlan(filesOf(given));
  tenant.simulator.set({ faults: [] });
  const plan = await tenant.plan(filesOf(given));
  const [first, second] = [workOf(before), workOf(plan)];
  if (disturbed.ok) expect([first, second]).toContainEqual(workOf(disturbed.value));
  else expect(disturbed.error.reason).toBe('unreadable');
  return plan;
}

const workOf = ({ changes, steps }: Plan) => ({ changes, steps });

async function applyUnder(
  { simulator, apply }: Tenant,
  plan: Plan,
  faults: readonly Faults[],
  reads: number,
): Promise<void> {
  const [before, since] = [await doneIn(simulator, reads), simulator.requests.length];
  simulator.set({ faults });
  const report = await apply(plan);
  simulator.set({ faults: [] });
  expectOnlyPlanned(plan, simulator, since, false);
  const after = await doneIn(simulator, reads);
  if (report.ok) expectTold(plan, report.value, simulator, before, after);
  else {
    expect(report.error.reason).toBe('unreadable');
    expect(after).toEqual(before);
  }
}
