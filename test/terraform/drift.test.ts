// Drift: what somebody changed behind Terraform's back is shown, and an apply mends it and nothing else. What is not
// managed is no drift.

import { expect, test } from 'vitest';
import { changesOf, valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const set = `
resource "id360_device_set" "all" {
  name   = "all"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

const all = `${set}
resource "id360_account_linking" "this" {
  attribute_value     = "mail"
  restricted_accounts = { mode = "at_least", names = ["administrator"] }
}
resource "id360_view_columns" "moves" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["email", "last_name"]
}
`;

acceptance('drift', () => {
  test('of each resource is shown, and mended by one apply that touches nothing else', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(all, { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000002', { agent_status: 'denied' });
    acme.world.setLinking({ attribute_value: 'phone', link_restricted_local_accounts: ['kiosk'] });
    acme.world.setColumns('move-users', '2000000000001', ['last_name', 'email']);
    await tf.plan([], { expect: 2 });
    const shown = await tf.showPlan();
    expect(changesOf(shown.resource_drift)).toEqual(changesOf(shown.resource_changes));
    const byAddress = Object.fromEntries(
      (shown.resource_changes ?? []).map((one) => [one.address, one.change]),
    );
    expect(byAddress).toMatchObject({
      'id360_device_set.all': {
        actions: ['update'],
        before: { members: { '2000000000001': 'approved', '2000000000002': 'denied' } },
        after: {
          members: { '2000000000001': 'approved', '2000000000002': 'approved' },
          changes: { 'device/2000000000002': 'agent: denied -> approved (laptop-2)' },
        },
      },
      'id360_account_linking.this': {
        actions: ['update'],
        before: { attribute_value: 'phone', is_enabled: null, restricted_accounts: { names: ['kiosk'] } },
        after: { attribute_value: 'mail', restricted_accounts: { names: ['administrator'] } },
      },
      'id360_view_columns.moves': {
        before: { columns: ['last_name', 'email'] },
        after: { columns: ['email', 'last_name'] },
      },
    });
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes.map(({ call, query, body }) => [call, query['ids'] ?? body])).toEqual([
      [
        'PATCH /api/v1/device-account-linking',
        expect.objectContaining({
          attribute_value: 'mail',
          link_restricted_local_accounts: ['kiosk', 'administrator'],
        }),
      ],
      ['PUT /api/v1/management/actions/move-users/view-columns', ['email', 'last_name']],
      ['POST /api/v1/device/approve-agent', '2000000000002'],
    ]);
    await tf.plan([], { expect: 0 });
  });

  test('of what is not managed is no change', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(all, { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000001', { is_deactivated: true, name: 'renamed' });
    acme.world.addDevice({ ...laptops(1)[0], id: '2000000000009', os_type: 'macOS' });
    acme.world.setLinking({
      is_enabled: true,
      link_restricted_local_accounts: ['kiosk', 'Administrator'],
      ondemand_provisioning_settings: { is_enabled: true },
    });
    acme.world.setColumns('delete-users', '2000000000001', ['email']);
    const { said } = await tf.plan([], { expect: 0 });
    expect(said).toContain('No changes');
  });

  test('-refresh-only takes it into the state, sends nothing, and the next plan still mends it', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(all, { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000001', { agent_status: 'denied' });
    const { result, writes } = await acme.during(async () => {
      const planned = await tf.plan(['-refresh-only'], { expect: 2 });
      await tf.apply(['tfplan']);
      return planned;
    });
    expect(result.said).toContain('Objects have changed outside of Terraform');
    expect(writes).toEqual([]);
    expect(valuesOf(await tf.show(), 'id360_device_set.all')).toMatchObject({
      members: { '2000000000001': 'denied', '2000000000002': 'approved' },
    });
    expect((await tf.plan([], { expect: 2 })).said).toContain('0 to add, 1 to change, 0 to destroy');
  });

  test('a device that comes, and one that goes, are members of the next plan', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(all, { env: acme.env });
    await tf.apply();
    acme.world.removeDevice('2000000000002');
    acme.world.addDevice({ ...laptops(1)[0], id: '2000000000009', name: 'laptop-9' });
    await tf.plan([], { expect: 2 });
    const [change] =
      (await tf.showPlan()).resource_changes?.filter((one) => one.address.includes('set')) ?? [];
    expect(change?.change.after).toMatchObject({
      changes: { 'device/2000000000009': 'agent: pending -> approved (laptop-9)' },
    });
    expect(change?.change.after?.['members']).toEqual({
      '2000000000001': 'approved',
      '2000000000009': 'approved',
    });
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes).toMatchObject([{ query: { ids: '2000000000009' } }]);
    await tf.plan([], { expect: 0 });
  });

  test('that comes again is shown again, though the last apply has changed the very same', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(set, { env: acme.env });
    await tf.apply();
    const shownAfter = async (ids: readonly string[]) => {
      for (const id of ids) acme.world.setDevice(id, { agent_status: 'pending' });
      const { said } = await tf.plan([], { expect: 2 });
      await tf.apply(['tfplan']);
      return said;
    };
    const once = await shownAfter(['2000000000001', '2000000000002']);
    expect(once).toContain('-> "again: agent: pending -> approved (laptop-1)"');
    expect(once).toContain('-> "again: agent: pending -> approved (laptop-2)"');
    const twice = await shownAfter(['2000000000002']);
    expect(twice).toContain(
      '"again: agent: pending -> approved (laptop-2)" -> "agent: pending -> approved (laptop-2)"',
    );
    await tf.plan([], { expect: 0 });
  });

  test('that takes a device out of a filter is told, and is no change', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(set, { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000002', { os_type: 'Linux', agent_status: 'denied' });
    const { said } = await tf.plan([], { expect: 0 });
    expect(said).toContain('id360_device_set all: 1 object no longer selected');
    expect(said).toContain('2000000000002');
    await tf.apply(['-refresh-only']);
    expect((await tf.plan([], { expect: 0 })).said).not.toContain('no longer selected');
  });
});
