// Several resources in one configuration are one plan: read once, compiled into the calls that the command makes of the
// same desired state.

import { expect, test } from 'vitest';
import { main } from '../cli/harness.ts';
import { start } from './kit/process.ts';
import { changesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const resources = `
data "id360_devices" "all" {
  filter = "os_type eq \\"Windows\\""
}
data "id360_device" "first" {
  serial_number = "SN-1"
}
resource "id360_device_set" "even" {
  name   = "even"
  agent  = "approved"
  select = { filter = "name ew \\"0\\" or name ew \\"2\\" or name ew \\"4\\" or name ew \\"6\\"" }
}
resource "id360_device_set" "odd" {
  name   = "odd"
  agent  = "approved"
  select = { filter = "name ew \\"1\\" or name ew \\"3\\" or name ew \\"5\\" or name ew \\"7\\"" }
}
resource "id360_device_set" "last" {
  name   = "last"
  agent  = "denied"
  select = { filter = "name ew \\"8\\"" }
}
resource "id360_device_set" "found" {
  name   = "found"
  agent  = "approved"
  select = { ids = [data.id360_device.first.id] }
}
output "count" {
  value = length(data.id360_devices.all.devices)
}
resource "id360_account_linking" "this" {
  attribute_value     = "mail"
  restricted_accounts = { mode = "at_least", names = ["kiosk"] }
}
resource "id360_view_columns" "moves" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["email", "last_name"]
}
resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
  select        = { filter = "last_name eq \\"Doe\\"" }
}
`;

const halves = `
data "id360_devices" "all" {}
resource "id360_device_set" "first" {
  name   = "first"
  agent  = "approved"
  select = { filter = "id lt \\"2000000000126\\"" }
}
resource "id360_device_set" "second" {
  name   = "second"
  agent  = "approved"
  select = { filter = "id ge \\"2000000000126\\"" }
}
`;

const desired = {
  version: 1,
  device_sets: {
    even: {
      agent: 'approved',
      select: { filter: 'name ew "0" or name ew "2" or name ew "4" or name ew "6"' },
    },
    odd: {
      agent: 'approved',
      select: { filter: 'name ew "1" or name ew "3" or name ew "5" or name ew "7"' },
    },
    found: { agent: 'approved', select: { ids: ['2000000000001'] } },
    last: { agent: 'denied', select: { filter: 'name ew "8"' } },
  },
  account_linking: { attribute_value: 'mail' },
  restricted_accounts: { mode: 'at_least', names: ['kiosk'] },
  view_columns: { 'move-users': { app_config_id: '2000000000001', columns: ['email', 'last_name'] } },
  user_actions: {
    park: {
      action: 'move-users',
      app_config_id: '2000000000001',
      template: { id: '2000000000001', data: [{ OPERATION: 'DISABLE' }] },
      select: { filter: 'last_name eq "Doe"' },
    },
  },
};

/** What is asked of `trueup plan --json` here. */
interface Plan {
  readonly steps: readonly {
    readonly requests: readonly { readonly method: string; readonly path: string }[];
  }[];
  readonly changes: readonly { readonly address: string }[];
}

acceptance('several resources', () => {
  test('are planned with one listing, and applied with the calls that the command plans', async () => {
    const acme = await tenant({ world: { devices: laptops(450) }, users: 60 });
    const tf = await workspace(resources, { env: acme.env });
    await tf.write({ 'desired.json': desired });
    const args = [main, 'plan', '-f', 'desired.json', '--json'];
    const command = await start(process.execPath, args, { cwd: tf.dir, env: tf.env, limitMs: 50_000 }).ended;
    // The format trueup.plan/1 has these members.
    const plan = JSON.parse(command.stdout) as Plan;

    const planning = await acme.during(() => tf.plan([], { expect: 2 }));
    expect(planning).toMatchObject({ listings: 1, writes: [] });
    const { resource_changes = [] } = await tf.showPlan();
    const planned = resource_changes.flatMap(({ change }) => [
      ...Object.keys(change.after?.['changes'] ?? {}),
      ...Object.keys(change.after_unknown['members'] ?? {}).map((user) => `user_action/park/${user}`),
    ]);
    expect([...new Set(planned)].sort()).toEqual(plan.changes.map(({ address }) => address).sort());

    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    const requests = plan.steps.flatMap((step) => step.requests);
    const seen = writes.map(({ call, query, body }) => [call, query, body ?? null]);
    const wanted = requests.map(({ method, path, ...rest }) => [
      `${method} /api/v1${path}`,
      'query' in rest ? rest.query : {},
      'body' in rest ? rest.body : null,
    ]);
    const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(seen)).toEqual(sorted(wanted));

    const again = await acme.during(() => tf.plan([], { expect: 0 }));
    expect(again.listings).toBe(1);
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({});
  });

  test('of a large fleet are planned with one listing, and a saved plan is applied with one', async () => {
    const acme = await tenant({ world: { devices: laptops(250) }, maxLimit: 50 });
    const tf = await workspace(halves, { env: acme.env });
    expect((await acme.during(() => tf.plan([], { expect: 2 }))).listings).toBe(1);
    const saved = await acme.during(() => tf.apply(['tfplan']));
    expect(saved).toMatchObject({ listings: 1, writes: { length: 3 } });
    for (const id of acme.world.deviceIds()) acme.world.setDevice(id, { agent_status: 'pending' });
    const both = await acme.during(() => tf.apply());
    expect(both).toMatchObject({ listings: 2, writes: { length: 3 } });
  });
});
