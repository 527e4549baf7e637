// What a step depends on: applied and in force, or the step is not attempted. What is independent goes on.

import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/api/port.ts';
import { isSync, memoryOf, statesOf, type Tenant, tenant } from './kit.ts';
import { linkingFile, must, sync } from './tenant.ts';

const patchFails = { only: { method: 'PATCH' }, error: 1 } as const;

/** Does something after the PATCH was answered. */
const afterPatch = (t: Tenant, work: () => void): Writer => ({
  send: async (request, options) => {
    const sent = await t.client.writer.send(request, options);
    if (request.method === 'PATCH') work();
    return sent;
  },
});

const syncs = (t: Tenant): number => t.simulator.requests.filter(isSync).length;
const outcomeOf = (report: { outcomes: readonly { step: string }[] }, word: string) =>
  report.outcomes.find(({ step }) => step.includes(word));

describe('the sync', () => {
  it('is not attempted where the PATCH failed; the devices are', async () => {
    const t = await tenant({ attempts: 1, faults: patchFails });
    const report = must(await t.apply(await t.plan()));
    expect(report.reason).toBe('partial');
    expect(statesOf(report)).toEqual({ failed: 1, applied: 8, not_attempted: 1 });
    expect(outcomeOf(report, 'sync')).toMatchObject({
      detail: 'it depends on account_linking.patch.1, which was not applied',
    });
    expect(syncs(t)).toBe(0);
    expect((await memoryOf(t)).owed).toEqual([]);
  });

  it('is not attempted where the tenant does not show what the PATCH set, and is owed', async () => {
    const t = await tenant({ desired: linkingFile });
    const writer = afterPatch(t, () => t.simulator.world.setLinking({ attribute_value: 'upn' }));
    const report = must(await t.apply(await t.plan(), { writer }));
    expect(report.reason).toBe('partial');
    expect(report.residual).toEqual([
      { address: 'account_linking', why: 'attribute_value is "upn", wanted "mail"' },
    ]);
    expect(outcomeOf(report, 'sync')).toMatchObject({
      state: 'not_attempted',
      detail: 'what it depends on is not in force: account_linking: attribute_value is "upn", wanted "mail"',
    });
    expect(syncs(t)).toBe(0);
    expect((await memoryOf(t)).owed).toEqual([sync]);
  });

  it('is not attempted where the PATCH cannot be verified', async () => {
    const t = await tenant({ desired: linkingFile, attempts: 1 });
    const writer = afterPatch(t, () => t.simulator.set({ faults: { only: { method: 'GET' }, error: 1 } }));
    const report = must(await t.apply(await t.plan(), { writer }));
    expect(outcomeOf(report, 'sync')).toMatchObject({ state: 'not_attempted' });
    expect(report).toMatchObject({ reason: 'partial', diagnostics: [{ code: 'apply.not-verified' }] });
    expect(syncs(t)).toBe(0);
  });
});

describe('a sign-in that is refused', () => {
  it('in the middle: the rest is not attempted', async () => {
    const t = await tenant();
    const writer = afterPatch(t, () => t.simulator.set({ tokens: [] }));
    const report = must(await t.apply(await t.plan(), { writer, concurrency: 1 }));
    expect(report).toMatchObject({ reason: 'partial' });
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['api.unauthorized', 'apply.not-verified']);
    expect(statesOf(report)).toEqual({ applied: 1, failed: 1, not_attempted: 8 });
    t.simulator.set({ tokens: null });
    must(await t.apply(await t.plan()));
    expect(await t.plan()).toMatchObject({ steps: [] });
    expect(syncs(t)).toBe(1);
  });

  it('for every write: its reason is the sign-in', async () => {
    const t = await tenant({ scopes: ['id360.device.READ'] });
    const report = must(await t.apply(await t.plan(), { concurrency: 1 }));
    expect(report).toMatchObject({ reason: 'sign_in', diagnostics: [{ code: 'api.forbidden' }] });
    expect(statesOf(report)).toEqual({ failed: 1, not_attempted: 9 });
  });

  it('that is owed is stopped where the settings moved since it was planned', async () => {
    const t = await tenant({ desired: linkingFile });
    const meddle = afterPatch(t, () => t.simulator.world.setLinking({ attribute_value: 'upn' }));
    must(await t.apply(await t.plan(), { writer: meddle }));
    t.simulator.world.setLinking({ attribute_value: 'mail' });
    const owed = await t.plan();
    expect(owed.changes).toMatchObject([{ address: sync, relies_on: 'account_linking' }]);
    t.simulator.world.setLinking({ link_restricted_local_accounts: [] });
    const stopped = await t.apply(owed);
    expect(stopped).toMatchObject({ ok: false, error: { code: 'plan.stale' } });
    expect(syncs(t)).toBe(0);
    expect(must(await t.apply(await t.plan())).reason).toBe('done');
    expect(syncs(t)).toBe(1);
  });
});
