// What an apply says at its end is what the tenant shows: residuals, states that reading cannot tell, and its own calls.

import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/api/port.ts';
import { memoryOf, statesOf, type Tenant, tenant, writesIn } from './kit.ts';
import { must, setsOnly, worldOf } from './tenant.ts';

const idsOf = ({ simulator: { world } }: Tenant, role: string): readonly string[] =>
  world.deviceIds().filter((id) => world.device(id)?.['description'] === role);

/** Does something after each write whose path ends so. */
const onceSent = (t: Tenant, end: string, work: () => void): Writer => ({
  send: async (request, options) => {
    const sent = await t.client.writer.send(request, options);
    if (request.path.endsWith(end)) work();
    return sent;
  },
});

describe('a residual is reported, and the reason is partial, where', () => {
  it.each<[string, (world: Tenant['simulator']['world'], id: string) => void, string]>([
    [
      'a device goes back to what it was',
      (world, id) => world.setDevice(id, { agent_status: 'pending' }),
      'agent is "pending", wanted "approved"',
    ],
    ['a device goes away', (world, id) => world.removeDevice(id), 'it is gone'],
  ])('%s', async (_, move, why) => {
    const t = await tenant({ desired: setsOnly });
    const [id = ''] = idsOf(t, 'approve');
    const writer = onceSent(t, 'approve-agent', () => move(t.simulator.world, id));
    const report = must(await t.apply(await t.plan(), { writer, concurrency: 1 }));
    const [first] = report.outcomes.filter(({ step }) => step.includes('approve'));
    expect(first?.state).toBe('applied');
    expect(report).toMatchObject({ reason: 'partial', residual: [{ address: `device/${id}`, why }] });
  });
});

it('what was applied and cannot be read again is not called a difference', async () => {
  const t = await tenant({ desired: setsOnly, attempts: 1 });
  const blind = { faults: { only: { method: 'GET' }, error: 1 } };
  const writer = onceSent(t, '', () => t.simulator.set(blind));
  const report = must(await t.apply(await t.plan(), { writer }));
  expect(report).toMatchObject({
    reason: 'unreadable',
    residual: [],
    diagnostics: [{ code: 'apply.not-verified' }],
  });
  expect(statesOf(report)).toEqual({ applied: 8 });
  expect(must(await t.ledger.unfinished())).toBeNull();
});

describe('a denial', () => {
  const denials = { world: worldOf({ approve: 5, activate: 0, deactivate: 0 }), desired: setsOnly };
  const deny = { method: 'POST', path: 'deny-agent$' };

  it.each(['denied', 'inactive', 'pending', 'gone'] as const)(
    'that reads as %s is applied, and settled for the next plan',
    async (denied) => {
      const t = await tenant({ ...denials, denied });
      expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done', residual: [] });
      expect(await t.plan()).toMatchObject({ steps: [] });
    },
  );

  it.each(['inactive', 'pending', 'gone'] as const)(
    'whose answer is lost and that reads as %s is in doubt, never "not carried out"',
    async (denied) => {
      const t = await tenant({ ...denials, denied, attempts: 1, faults: { only: deny, lost: 1 } });
      const report = must(await t.apply(await t.plan()));
      const [outcome] = report.outcomes;
      expect(outcome).toMatchObject({ state: 'in_doubt', failed: [] });
      expect(outcome?.unknown).toHaveLength(3);
      expect(outcome?.detail).toContain('live does not tell');
      t.simulator.set({ faults: [] });
      must(await t.apply(await t.plan()));
      expect(await t.plan()).toMatchObject({ steps: [] });
    },
  );

  it('that is sent again after a lost answer, and whose device is gone by then, is in doubt, not refused', async () => {
    const t = await tenant({ ...denials, denied: 'gone', faults: { only: deny, lost: 1, times: 1 } });
    const [outcome] = must(await t.apply(await t.plan())).outcomes;
    expect(outcome).toMatchObject({ state: 'in_doubt', failed: [] });
    expect(outcome?.detail).toContain('Device Not Found');
  });
});

describe('access that the API does not show', () => {
  const world = worldOf({ approve: 0, deny: 0, activate: 0 });
  it('is in doubt where the answer is lost', async () => {
    const only = { method: 'POST', path: 'deactivate$' };
    const t = await tenant({
      world,
      desired: setsOnly,
      access: 'hidden',
      attempts: 1,
      faults: { only, lost: 1 },
    });
    expect(statesOf(must(await t.apply(await t.plan())))).toEqual({ in_doubt: 2 });
    t.simulator.set({ faults: [] });
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done' });
    expect(await t.plan()).toMatchObject({ steps: [] });
  });
});

it('an approval after a denial of ours whose answer is lost is in doubt where the device reads inactive', async () => {
  const world = worldOf({ approve: 0, activate: 0, deactivate: 0 });
  const t = await tenant({ world, desired: setsOnly, denied: 'inactive', attempts: 1 });
  must(await t.apply(await t.plan()));
  t.want(setsOnly.replace('agent: denied', 'agent: approved'));
  t.simulator.set({ faults: { only: { method: 'POST' }, error: 1 } });
  expect(statesOf(must(await t.apply(await t.plan())))).toEqual({ in_doubt: 1 });
  expect((await memoryOf(t)).applied.filter((line) => line.includes('approved'))).toEqual([]);
});

describe('the calls that a report counts', () => {
  it('are those of its own apply', async () => {
    const t = await tenant();
    const plan = await t.plan();
    const before = t.simulator.requests.length;
    const report = must(await t.apply(plan));
    expect(report.requests).toBe(t.simulator.requests.length - before);
    expect(writesIn(t.simulator.requests)).toHaveLength(10);
  });
});
