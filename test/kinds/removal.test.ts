// What a removal must have brought about, by how the device joined, and what is said where it has not.

import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/api/port.ts';
import { movedSince } from '../../src/engine/conform.ts';
import { kind } from '../../src/kinds/device/kind.ts';
import type { Change } from '../../src/model/change.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { memoryOf, tenant as open } from '../reconcile/kit.ts';
import { must } from '../reconcile/tenant.ts';

const id = '2000000000001';
const address = `device/${id}`;
const desired = `version: 1
device_sets: { old: { agent: removed, select: { ids: ["${id}"] } } }
`;
const row = (join_type?: string): JsonObject & { id: string } => ({
  id,
  name: 'LAPTOP-1',
  agent_status: 'active',
  ...(join_type && { join_type }),
});

const tenant = (joinType?: string) => open({ desired, world: { devices: [row(joinType)] } });
type Tenant = Awaited<ReturnType<typeof tenant>>;

/** The server that answers to the removal, and shows this of the device afterwards; null: nothing. */
const leaving = ({ client, simulator }: Tenant, left: JsonObject | null): Writer => ({
  send: async (request, options) => {
    const sent = await client.writer.send(request, options);
    if (left === null) simulator.world.removeDevice(id);
    else simulator.world.addDevice({ ...row(), ...left, id });
    return sent;
  },
});

describe('the plan says what will happen to the device', () => {
  it.each([
    ['ID360Joined', 'the device is deleted'],
    ['IDPJoined', 'the device is deleted'],
    ['ADJoined', 'the device stays listed'],
    ['EntraJoined', 'the device stays listed'],
    ['ADEntraHybridJoined', 'the device stays listed'],
    ['CloudJoined', 'is not known'],
    [undefined, 'is not known'],
  ])('%s', async (joinType, words) => {
    const plan = await (await tenant(joinType)).plan();
    expect(plan.steps.flatMap(({ hazards }) => hazards)).toMatchObject([
      { hazard: 'removes', why: expect.stringContaining(words), addresses: [address] },
    ]);
  });
});

describe('a removal has come through', () => {
  it.each<[string | undefined, JsonObject | null]>([
    ['ID360Joined', null],
    ['ADJoined', null],
    ['ADJoined', { join_type: 'ADJoined', agent_status: 'inactive' }],
    ['EntraJoined', { join_type: 'EntraJoined', agent_status: null }],
    ['EntraJoined', { join_type: 'EntraJoined', agent_status: 'uninstalled' }],
    ['CloudJoined', { join_type: 'CloudJoined', agent_status: 'inactive' }],
    [undefined, null],
    [undefined, { agent_status: 'inactive' }],
  ])('of a device %s that then reads %j', async (joinType, left) => {
    const t = await tenant(joinType);
    const report = must(await t.apply(await t.plan(), { writer: leaving(t, left) }));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect((await memoryOf(t)).applied).toEqual([`${address} {"removed":true}`]);
    expect((await t.plan()).changes).toEqual([]);
  });
});

describe('a removal has not come through, and is planned again', () => {
  const later = 'its agent still reads active: it is uninstalled when the device next connects';
  it.each<[string | undefined, JsonObject, string]>([
    ['ID360Joined', { join_type: 'ID360Joined', agent_status: 'inactive' }, 'it is still listed'],
    ['IDPJoined', { join_type: 'IDPJoined' }, 'it is still listed'],
    ['ADJoined', { join_type: 'ADJoined' }, later],
    ['EntraJoined', { join_type: 'EntraJoined', agent_status: 'pending' }, 'still reads pending'],
    [undefined, {}, later],
  ])('of a device %s that then reads %j', async (joinType, left, words) => {
    const t = await tenant(joinType);
    const report = must(await t.apply(await t.plan(), { writer: leaving(t, left) }));
    expect(report).toMatchObject({
      reason: 'partial',
      residual: [{ address, why: expect.stringContaining(words) }],
    });
    expect((await t.plan()).changes).toMatchObject([{ address, action: 'remove', origin: 'drift' }]);
  });
});

it('a device that joined in another way since the plan was made is not removed', async () => {
  const t = await tenant('EntraJoined');
  const plan = await t.plan();
  t.simulator.world.setDevice(id, { join_type: 'ID360Joined' });
  const applied = await t.apply(plan);
  expect(applied.ok ? null : applied.error).toMatchObject({
    code: 'plan.stale',
    why: expect.stringContaining('join_type: "EntraJoined" when planned, "ID360Joined" now'),
  });
});

it('a change of anything else does not depend on the join type', async () => {
  const approve = desired.replace('removed', 'approved');
  const t = await open({
    desired: approve,
    world: { devices: [{ ...row('EntraJoined'), agent_status: 'pending' }] },
  });
  const plan = await t.plan();
  expect(plan.changes).toMatchObject([{ before: { agent: 'pending' }, context: {} }]);
  t.simulator.world.setDevice(id, { join_type: 'ADJoined' });
  expect(must(await t.apply(plan)).reason).toBe('done');
});

describe('a removal that was in flight when the apply ended', () => {
  const change: Change = {
    address,
    before: { agent: 'active', join_type: 'EntraJoined' },
    after: null,
    why: '',
    source: null,
    group: 'old',
    name: 'LAPTOP-1',
    origin: 'pending',
    last: null,
    context: {},
  };
  const now = (agent: string) => ({ key: id, live: { agent, join_type: 'EntraJoined' }, context: {} });

  it('has moved nothing where the device reads as removed by now', () => {
    expect(movedSince(kind, true)(change, now('inactive'))).toEqual([]);
    expect(movedSince(kind, true)(change, null)).toEqual([]);
  });

  it('has moved what reads otherwise, and anything before it was begun', () => {
    expect(movedSince(kind, true)(change, now('pending'))).toMatchObject([{ field: 'agent' }]);
    expect(movedSince(kind, false)(change, now('inactive'))).toMatchObject([{ field: 'agent' }]);
  });
});
