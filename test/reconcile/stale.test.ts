// Between plan and apply: a field that the plan touches moved, and nothing is sent; any other moved, and it goes on.

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { failureOf, type Tenant, tenant, writesIn } from './kit.ts';
import { linkingFile, must, setsOnly } from './tenant.ts';

const idOf = ({ simulator: { world } }: Tenant, role: string): string =>
  world.deviceIds().find((id) => world.device(id)?.['description'] === role) ?? '';

describe('a plan is stale, and nothing is sent, when', () => {
  it.each<[string, JsonObject, string]>([
    [
      'approve',
      { agent_status: 'active' },
      'agent: "pending" when planned, "active" now, "approved" desired',
    ],
    ['deny', { agent_status: 'inactive' }, 'agent: "pending" when planned, "inactive" now, "denied" desired'],
    [
      'deactivate',
      { is_deactivated: null },
      'access: "activated" when planned, (not shown) now, "deactivated" desired',
    ],
    [
      'activate',
      { is_deactivated: false },
      'access: "deactivated" when planned, "activated" now, "activated" desired',
    ],
  ])('the field of a device to %s moved', async (role, patch, message) => {
    const t = await tenant({ desired: setsOnly });
    const plan = await t.plan();
    t.simulator.world.setDevice(idOf(t, role), patch);
    const failure = failureOf(await t.apply(plan));
    expect(failure).toMatchObject({ reason: 'stale', why: `device/${idOf(t, role)} ${message}` });
    expect(failure.next).toContain('nothing was changed');
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });

  it('a device is gone', async () => {
    const t = await tenant({ desired: setsOnly });
    const plan = await t.plan();
    t.simulator.world.removeDevice(idOf(t, 'approve'));
    expect(failureOf(await t.apply(plan)).why).toContain('(the object): "there" when planned, "gone" now');
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'managed',
      { attribute_value: 'upn' },
      'attribute_value: "localAccountName" when planned, "upn" now, "mail" desired',
    ],
    [
      'unmanaged',
      { attribute_type: 'naming_format' },
      'attribute_type: "attribute" when planned, "naming_format" now',
    ],
    ['undocumented', { brand_new: 2 }, 'brand_new: 1 when planned, 2 now'],
  ])('a setting that the PATCH carries moved: a %s one', async (_, patch, message) => {
    const t = await tenant({ desired: linkingFile });
    t.simulator.world.setLinking({ brand_new: 1 });
    const plan = await t.plan();
    t.simulator.world.setLinking(patch);
    expect(failureOf(await t.apply(plan)).why).toContain(`account_linking ${message}`);
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });
});

describe('a plan goes on when', () => {
  it.each<[string, JsonObject]>([
    ['a field that it does not touch moved', { name: 'renamed', is_deactivated: true }],
    ['nothing moved', {}],
  ])('%s', async (_, patch) => {
    const t = await tenant({ desired: setsOnly });
    const plan = await t.plan();
    t.simulator.world.setDevice(idOf(t, 'approve'), patch);
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
  });
});

it('a plan that was applied is stale the second time', async () => {
  const t = await tenant();
  const plan = await t.plan();
  must(await t.apply(plan));
  const seen = t.simulator.requests.length;
  expect(failureOf(await t.apply(plan)).reason).toBe('stale');
  expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
});
