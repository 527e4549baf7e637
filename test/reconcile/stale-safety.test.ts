// Between plan and apply, or before a resume: local accounts moved, so that what was safe could lock people out now.
// Nothing (more) is sent; what a person accepted is not judged again.

import { describe, expect, it } from 'vitest';
import type { Reader } from '../../src/api/port.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { failureOf, isSync, type Tenant, tenant, writesIn } from './kit.ts';
import { must } from './tenant.ts';

const [laptop, desktop] = ['2000000000001', '2000000000002'];

const account = (user_name: string, is_idp_linked = false): JsonObject => ({
  id: '1',
  user_name,
  permission_level: 'Administrator',
  is_idp_linked,
});

/** Devices that no sync reaches; guards count them. */
const idle = Array.from({ length: 8 }, (_, i) => ({
  id: String(1_000_000_000_001 + i),
  agent_status: 'inactive',
}));

const world = (names: { readonly [id: string]: string }) => ({
  devices: [
    { id: laptop, name: 'LAPTOP-1', agent_status: 'active', is_deactivated: false, join_type: 'IDPJoined' },
    { id: desktop, name: 'DESKTOP-2', agent_status: 'active', is_deactivated: false, join_type: 'IDPJoined' },
    ...idle,
  ],
  linking: {
    is_enabled: true,
    attribute_type: 'attribute',
    attribute_value: 'mail',
    link_restricted_local_accounts: ['administrator'],
    ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
  },
  accounts: Object.fromEntries(Object.entries(names).map(([id, name]) => [id, [account(name)]])),
});
const safe = world({ [laptop]: 'administrator', [desktop]: 'administrator' });

const syncing = `version: 1
account_linking: { attribute_value: upn, sync: on_change }
`;
const accepted = syncing.replace(' }', ', acknowledge: "agreed with the help desk" }');
const both = `${syncing}device_sets:
  lab: { access: deactivated, select: { ids: ["${laptop}"] } }
`;
const removing = `${syncing}device_sets:
  old: { agent: removed, select: { ids: ["${laptop}"] } }
`;

const accountReads = ({ simulator }: Tenant, from = 0): string[] =>
  simulator.requests
    .slice(from)
    .filter(({ path }) => path.endsWith('/accounts'))
    .map(({ path }) => path.split('/').at(-2) ?? '')
    .sort();

const probesIn = ({ changes }: { readonly changes: readonly { readonly probe?: { verdict: string } }[] }) =>
  changes.flatMap(({ probe }) => (probe === undefined ? [] : [probe.verdict]));

describe('a plan that was safe is stale, and nothing is sent, when', () => {
  it('a device that its sync reaches has lost its account', async () => {
    const t = await tenant({ desired: syncing, world: safe });
    const plan = await t.plan();
    expect(probesIn(plan)).toEqual(['safe']);
    t.simulator.world.setAccounts(desktop, [account('administrator', true)]);
    expect(failureOf(await t.apply(plan))).toMatchObject({
      code: 'plan.stale',
      reason: 'stale',
      summary: expect.stringContaining('1 change was safe when the plan was made at'),
      why: 'account_linking/sync (sync now): DESKTOP-2: no unlinked Administrator account would be left on it',
      next: 'nothing was changed; make a new plan, review it, and apply that one',
    });
    expect(writesIn(t.simulator.requests)).toEqual([]);
    expect(must(await t.ledger.unfinished())).toBeNull();
  });

  it('a device that it deactivates has; each change that is not safe any more is named', async () => {
    const t = await tenant({ desired: both, world: safe });
    const plan = await t.plan();
    expect(probesIn(plan)).toEqual(['safe', 'safe']);
    t.simulator.world.setAccounts(laptop, []);
    const { why } = failureOf(await t.apply(plan));
    expect(why.split('\n')).toEqual([
      'account_linking/sync (sync now): LAPTOP-1: no unlinked Administrator account would be left on it',
      `device/${laptop} (LAPTOP-1): no unlinked Administrator account would be left on it`,
    ]);
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });

  it('a device that it removes has: the server may refuse the removal, and the sync would run all the same', async () => {
    const t = await tenant({ desired: removing, world: safe });
    const plan = await t.plan();
    expect(probesIn(plan)).toEqual(['safe']);
    t.simulator.world.setAccounts(laptop, []);
    expect(failureOf(await t.apply(plan)).why).toContain('LAPTOP-1');
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });

  it('more devices have come than apply reads', async () => {
    const t = await tenant({ desired: syncing, world: safe });
    const plan = await t.plan();
    for (let i = 3; i <= 15; i += 1) {
      const id = String(2_000_000_000_000 + i);
      t.simulator.world.addDevice({ id, agent_status: 'active' });
      t.simulator.world.setAccounts(id, [account('administrator')]);
    }
    const { why } = failureOf(await t.apply(plan));
    expect(why).toContain('1 of the 15 that it reaches was not read: apply makes no more than 14 such calls');
    expect(writesIn(t.simulator.requests)).toEqual([]);
  });
});

it('accounts that cannot be read again stop the apply too, as what it is: the live state could not be read', async () => {
  const t = await tenant({ desired: syncing, world: safe });
  const plan = await t.plan();
  const reader: Reader = {
    ...t.client.reader,
    read: (request) =>
      t.client.reader.read({ ...request, path: request.path.replace('accounts', 'nowhere') }),
  };
  expect(failureOf(await t.apply(plan, { reader })).reason).toBe('unreadable');
  expect(writesIn(t.simulator.requests)).toEqual([]);
});

describe('a plan goes on when', () => {
  it('no account moved: each was read once more, as its cost says', async () => {
    const t = await tenant({ desired: both, world: safe });
    const plan = await t.plan();
    const seen = t.simulator.requests.length;
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
    expect(accountReads(t, seen)).toEqual([laptop, laptop, desktop]);
    // Two steps that can be read again, each before and after, three writes, what follows the sync, three accounts.
    expect(plan.cost.requests).toBe(3 + 3 + 2 * 2 + 3);
  });

  it('the account that keeps people in is restricted by the PATCH of the same plan alone', async () => {
    const desired = `${syncing}restricted_accounts: { mode: at_least, names: [itadmin] }\n`;
    const t = await tenant({ desired, world: world({ [laptop]: 'itadmin', [desktop]: 'itadmin' }) });
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done' });
  });

  it('another device has lost its account, but the lock-out of the sync was accepted: nothing is read again', async () => {
    const world_ = world({ [laptop]: 'jane', [desktop]: 'administrator' });
    const t = await tenant({ desired: accepted, world: world_ });
    const plan = await t.plan();
    expect(probesIn(plan)).toEqual(['unsafe']);
    t.simulator.world.setAccounts(desktop, []);
    const seen = t.simulator.requests.length;
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
    expect(accountReads(t, seen)).toEqual([]);
  });
});

describe('a run that was stopped after its PATCH', () => {
  async function stopped() {
    const t = await tenant({ desired: both, world: safe });
    const controller = new AbortController();
    const onEvent = ({ event }: { event: string }): void => {
      if (event === 'start') controller.abort('SIGINT');
    };
    const report = must(await t.apply(await t.plan(), { stop: controller.signal, concurrency: 1, onEvent }));
    expect(report).toMatchObject({ reason: 'interrupted' });
    expect(writesIn(t.simulator.requests)).toHaveLength(1);
    return t;
  }

  it('is not resumed where a device has lost its account since', async () => {
    const t = await stopped();
    t.simulator.world.setAccounts(laptop, [account('administrator', true)]);
    const failure = failureOf(await t.resume());
    expect(failure).toMatchObject({ code: 'plan.stale', reason: 'stale' });
    expect(failure.why).toContain('LAPTOP-1');
    expect(failure.next).toContain('nothing more was sent');
    expect(writesIn(t.simulator.requests)).toHaveLength(1);
  });

  it('is resumed where none has', async () => {
    const t = await stopped();
    expect(must(await t.resume())).toMatchObject({ reason: 'done' });
    expect(t.simulator.requests.filter(isSync)).toHaveLength(1);
  });
});
