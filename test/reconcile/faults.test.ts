// Faults on reads and writes, of every sort and seeded: each change is accounted for once, what the report says is what
// the tenant shows, a sync is never sent twice, and plans made again end where the files want it.

import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import type { Faults, LoggedRequest } from '../../src/simulator/index.ts';
import { isSync, liveOf, memoryOf, type Tenant, tenant } from './kit.ts';
import { must, worldOf } from './tenant.ts';

/** A device without an account: the sync is accepted as it is, and no apply has to read the accounts of all devices again. */
const world = { ...worldOf({ approve: 120, keep: 20 }), accounts: { '2000000000001': [] } };
const quick = { world, attempts: 2 };

/** A sync that the server saw and may have carried out: not one that it turned away for its rate. */
const counts = (request: LoggedRequest): boolean => isSync(request) && request.status !== 429;

/** Whether the tenant shows the change at this address; the sync: whether it ran. */
function inForce({ simulator }: Tenant, address: string, after: unknown): boolean {
  if (address === 'account_linking') return simulator.world.linking()['is_enabled'] === true;
  if (address === 'account_linking/sync') return simulator.world.jobs().length > 0;
  const { agent_status, is_deactivated } = simulator.world.device(address.slice('device/'.length)) ?? {};
  const wanted = JSON.stringify(after);
  if (wanted.includes('approved')) return agent_status === 'active';
  if (wanted.includes('denied')) return agent_status === 'denied';
  return is_deactivated === wanted.includes('deactivated');
}

/** Each change of the plan is in one step here, and the report's word on it must fit the tenant. */
function expectHonest(t: Tenant, plan: Plan, report: RunReport): void {
  expect(report.outcomes.map(({ step }) => step)).toEqual(plan.steps.map(({ id }) => id));
  const afters = new Map(plan.changes.map(({ address, after }) => [address, after]));
  const lies = plan.steps.flatMap((step, i) => {
    const outcome = report.outcomes[i];
    const failed = new Set(outcome?.failed.map(({ address }) => address));
    return step.changes.filter((address) => {
      if (outcome?.unknown.includes(address)) return false;
      const is = inForce(t, address, afters.get(address));
      return is === (outcome?.state === 'not_attempted' || failed.has(address));
    });
  });
  expect(lies).toEqual([]);
}

const sorts: readonly (readonly [string, Faults])[] = [
  ['429s', { rateLimit: 0.3 }],
  ['500s', { error: 0.3 }],
  ['resets', { reset: 0.3 }],
  ['lost answers', { lost: 0.3 }],
  ['truncated answers', { truncated: 0.3 }],
  ['cut answers', { cut: 0.3 }],
  ['pages of a proxy', { html: 0.3 }],
  ['pages of a proxy that say 200', { html: 0.3, htmlStatus: 200 }],
  [
    'a bit of everything, slowly',
    {
      latency: 2,
      rateLimit: 0.05,
      error: 0.1,
      reset: 0.05,
      lost: 0.1,
      truncated: 0.05,
      cut: 0.05,
      html: 0.05,
    },
  ],
];
const cases = sorts.flatMap(([name, faults]) => [1, 2, 3].map((seed) => [name, seed, faults] as const));

describe('faults on reads and writes', () => {
  it.each(cases)('%s, seed %i', async (_, seed, faults) => {
    const t = await tenant({ ...quick, seed });
    for (let round = 0; round < 15; round += 1) {
      t.simulator.set({ faults: [] });
      const plan = await t.plan();
      if (plan.steps.length === 0) break;
      t.simulator.set({ faults });
      const report = await t.apply(plan);
      if (report.ok) expectHonest(t, plan, report.value);
      else expect(report.error.reason).toBe('unreadable');
    }
    t.simulator.set({ faults: [] });
    expect(await t.plan()).toMatchObject({ steps: [] });
    expect(t.simulator.requests.filter(counts).length).toBeLessThanOrEqual(1);
    expect(liveOf(t.simulator).devices.join().includes('pending')).toBe(false);
    const { owed, inDoubt } = await memoryOf(t);
    expect(owed).toEqual([]);
    expect(inDoubt.length + t.simulator.world.jobs().length).toBeGreaterThan(0);
  });
});

const agents = { method: 'POST', path: 'agent$' };

describe('bulk calls whose answers are always lost', () => {
  it('are read back, and found done', async () => {
    const t = await tenant({ world, attempts: 1, faults: { only: agents, lost: 1 } });
    const report = must(await t.apply(await t.plan()));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect(await t.plan()).toMatchObject({ steps: [] });
  });

  it('and never did anything: approvals failed, denials that may read the same in doubt', async () => {
    const t = await tenant({ world, attempts: 1, faults: { only: agents, error: 1 } });
    const report = must(await t.apply(await t.plan()));
    const state = (word: string) => report.outcomes.find(({ step }) => step.includes(word))?.state;
    expect([state('approve'), state('deny')]).toEqual(['failed', 'in_doubt']);
    expect(report.reason).toBe('partial');
  });
});

describe('results that are left out', () => {
  it.each([2, 3])('every %ith one is read back', async (missingResults) => {
    const t = await tenant({ world, missingResults });
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done', residual: [] });
  });
});
