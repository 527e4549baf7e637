// Import takes up what is there and changes nothing: by command and by import blocks, with short ids and with JSON. What
// is generated from it plans to nothing, and an imported run never runs.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const park = {
  name: 'park',
  action: 'move-users',
  app_config_id: '2000000000001',
  template: { id: '7', data: [{ OPERATION: 'DISABLE', TO: 5, DEEP: { x: [true, null] } }] },
  select: { filter: 'last_name eq "Doe"', user_ids: ['3'] },
};
const managers = {
  name: 'managers',
  domain: 'admp.local',
  container: 'OU=managers',
  subject: 'Move users',
  accounts: ['john'],
};

const resources = `
resource "id360_account_linking" "this" {
  attribute_value = "localAccountName"
}
resource "id360_view_columns" "moves" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["first_name", "last_name", "email"]
}
resource "id360_device_set" "filter" {
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
resource "id360_device_set" "ids" {
  agent  = "approved"
  select = { ids = ["2000000000001", "2000000000002"] }
}
resource "id360_device_set" "json" {
  name   = "json"
  agent  = "approved"
  access = "activated"
  select = { serial_numbers = ["SN-1"] }
}
resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "7", data = [{ OPERATION = "DISABLE", TO = 5, DEEP = { x = [true, null] } }] }
  select        = { filter = "last_name eq \\"Doe\\"", user_ids = ["3"] }
}
resource "id360_user_move" "managers" {
  name      = "managers"
  domain    = "admp.local"
  container = "OU=managers"
  subject   = "Move users"
  accounts  = ["john"]
}
`;

const ids: Readonly<Record<string, string>> = {
  'id360_account_linking.this': 'account_linking',
  'id360_view_columns.moves': 'move-users/2000000000001',
  'id360_device_set.filter': 'os_type eq "Windows"',
  'id360_device_set.ids': '2000000000001,2000000000002',
  'id360_device_set.json': JSON.stringify({
    name: 'json',
    agent: 'approved',
    access: 'activated',
    select: { serial_numbers: ['SN-1'] },
  }),
  'id360_user_action.park': JSON.stringify(park),
  'id360_user_move.managers': JSON.stringify(managers),
};

const blocks = Object.entries(ids)
  .map(([to, id]) => `import {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`)
  .join('');

const world = {
  devices: laptops(3, { agent_status: 'active' }),
  users: ['1', '2', '3'].map((id) => ({ id, last_name: id === '3' ? 'Lin' : 'Doe' })),
};

const acme = async () => {
  const made = await tenant({ world });
  const admanager = { ADMANAGER_BASE_URL: made.simulator.accountsUrl, ADMANAGER_AUTH_TOKEN: 'any' };
  return { ...made, env: { ...made.env, ...admanager } };
};

acceptance('import', () => {
  test('blocks for every resource, and the configuration that is generated from them, plan to nothing', async () => {
    const { env, during, world: live } = await acme();
    const tf = await workspace(blocks, { env });
    await tf.plan(['-generate-config-out=generated.tf'], { expect: 2 });
    const actions = (await tf.showPlan()).resource_changes?.map((one) => [
      one.address,
      one.change.actions,
      one.change.importing?.id,
    ]);
    expect(actions?.sort()).toEqual(
      Object.entries(ids)
        .map(([address, id]) => [address, ['no-op'], id])
        .sort(),
    );
    expect(await readFile(join(tf.dir, 'generated.tf'), 'utf8')).toContain('filter         = "os_type eq');
    expect((await during(() => tf.apply())).writes).toEqual([]);
    expect(valuesOf(await tf.show(), 'id360_account_linking.this')).toMatchObject({
      is_enabled: false,
      restricted_accounts: { names: ['sysadmin', 'administrator', 'recovery'] },
      ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
    });
    await tf.plan([], { expect: 0 });

    live.addUser({ id: '9', last_name: 'Doe' });
    await tf.apply();
    expect(live.executions()).toMatchObject([{ user_ids: ['9'] }]);
    expect(live.workflowRequests()).toEqual([]);
  });

  test('by command takes up what the configuration says', async () => {
    const { env, during } = await acme();
    const tf = await workspace(resources, { env });
    const { writes } = await during(async () => {
      for (const [address, id] of Object.entries(ids)) await tf.run(['import', '-input=false', address, id]);
      await tf.apply();
    });
    expect(writes).toEqual([]);
    const shown = await tf.show();
    const members = valuesOf(shown, 'id360_user_action.park')?.['members'] ?? {};
    expect(Object.keys(members)).toEqual(['1', '2', '3']);
    expect(valuesOf(shown, 'id360_device_set.json')?.['members']).toEqual({
      '2000000000001': 'approved, activated',
    });
    await tf.plan([], { expect: 0 });
  });

  test('with an id that does not fit says how it is written', async () => {
    const { env, world: live } = await acme();
    const tf = await workspace(resources, { env });
    const refused = async (address: string, id: string) =>
      (await tf.run(['import', '-input=false', address, id], { expect: 1 })).said;
    expect(await refused('id360_view_columns.moves', 'move-users')).toContain('action/app_config_id');
    expect(await refused('id360_user_action.park', 'park')).toContain('JSON object of its arguments');
    expect(await refused('id360_device_set.json', '{"selects":{}}')).toContain('import id');
    expect(await refused('id360_device_set.json', '{"select":"all"}')).toContain('select is the text "all"');
    expect(await refused('id360_account_linking.this', '{"sync":"sometimes"}')).toContain(
      'sync is "sometimes"',
    );
    expect(await refused('id360_view_columns.moves', '{"action":"move-users"}')).toContain('app_config_id');
    expect(await refused('id360_device_set.ids', 'LAPTOP-1')).toContain('the tenant: LAPTOP-1');
    expect(await refused('id360_device_set.ids', '2000000000999')).toContain('the tenant: 2000000000999');
    expect(await refused('id360_account_linking.this', 'foo')).toContain('It is account_linking');
    expect(await refused('id360_view_columns.moves', 'no-such/2')).toContain('no view_columns/no-such/2');
    const nobody = JSON.stringify({ ...park, select: { user_ids: ['9'] } });
    expect(await refused('id360_user_action.park', nobody)).toContain('9: move-users does not list it');
    live.setDevice('2000000000002', { agent_status: 'pending' });
    expect(await refused('id360_device_set.filter', 'os_type pr')).toContain('not all in one state');
  });

  test('of several blocks, the one that cannot be told is named, with the devices that are otherwise', async () => {
    const { env, world: live } = await acme();
    live.setDevice('2000000000002', { agent_status: 'pending' });
    const tf = await workspace(`${resources}${blocks}`, { env });
    const { said } = await tf.plan([], { expect: 1 });
    expect(said).toContain('What "os_type eq "Windows"" selects is not all in one state');
    expect(said).toContain('What "2000000000001,2000000000002" selects is not all in one state');
    expect(said.match(/2 of 3 are approved, and 2000000000002 \(laptop-2\) is pending/g)).toHaveLength(1);
    expect(said.match(/1 of 2 are approved, and 2000000000002 \(laptop-2\) is pending/g)).toHaveLength(1);
  });
});
