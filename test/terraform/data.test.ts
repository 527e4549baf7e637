// The data sources in the real terraform: read while planning, once for all, and used in outputs and resources.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const world = {
  devices: laptops(5),
  linking: {
    is_enabled: true,
    attribute_value: 'mail',
    link_restricted_local_accounts: ['administrator'],
    ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
  },
  history: [1, 2].map((n) => ({
    id: String(n),
    device_name: 'laptop-1',
    action_time: `2026-01-0${n}T00:00:00Z`,
    local_account: { id: `1${n}`, user_name: `user${n}` },
    status: 'success',
  })),
  users: [{ id: '2000000174051', first_name: 'John', last_name: 'Doe', email: 'john@contoso.example' }],
};

const sources = `
data "id360_devices" "windows" {
  filter = "os_type eq \\"Windows\\" and name ne \\"laptop-5\\""
  fields = ["name", "agent_status"]
}
data "id360_device" "one" {
  serial_number = "sn-2"
}
data "id360_account_linking" "now" {}
data "id360_account_linking_history" "last" {
  since = "2026-01-01"
  limit = 1
}
data "id360_action_entities" "does" {
  action        = "move-users"
  app_config_id = "2000000000001"
  filter        = "last_name eq \\"Doe\\""
}

output "pending" {
  value = [for id, device in data.id360_devices.windows.devices : device.name if device.agent_status == "pending"]
}
output "one" {
  value = "\${data.id360_device.one.id} \${data.id360_device.one.name} \${data.id360_device.one.attributes["os_type"]}"
}
output "linking" {
  value = {
    enabled   = data.id360_account_linking.now.is_enabled
    on_demand = data.id360_account_linking.now.ondemand_provisioning_settings.is_enabled
    never     = data.id360_account_linking.now.restricted_accounts
  }
}
output "last" {
  value = [for row in data.id360_account_linking_history.last.rows : "\${row.id} \${row.local_account.user_name} \${row.idp_account.user_id == null}"]
}
output "users" {
  value = { for id, user in data.id360_action_entities.does.entities : id => user.email }
}
`;

const shown = {
  pending: ['laptop-1', 'laptop-2', 'laptop-3', 'laptop-4'],
  one: '2000000000002 laptop-2 Windows',
  linking: { enabled: true, on_demand: false, never: ['administrator'] },
  last: ['2 user2 true'],
  users: { '2000000174051': 'john@contoso.example' },
};

acceptance('data sources', () => {
  test('all of them are read and used in outputs; the devices are listed once, and nothing is written', async () => {
    const acme = await tenant({ world });
    const tf = await workspace(sources, { env: acme.env });
    const { listings, writes } = await acme.during(() => tf.apply());
    expect({ listings, writes }).toEqual({ listings: 1, writes: [] });
    expect(await outputsOf(tf)).toEqual(shown);
    await tf.plan([], { expect: 0 });
  });

  test('a device set takes its ids from a data source, and both share the listing', async () => {
    const acme = await tenant({ world });
    const set = `resource "id360_device_set" "a" {
      name   = "a"
      agent  = "approved"
      select = { ids = data.id360_devices.windows.ids }
    }`;
    const tf = await workspace(`${sources}${set}`, { env: acme.env });
    expect((await acme.during(() => tf.plan([], { expect: 2 }))).listings).toBe(1);
    await tf.apply(['tfplan']);
    expect(acme.world.deviceIds().map((id) => acme.world.device(id)?.['agent_status'])).toEqual([
      ...Array<string>(4).fill('active'),
      'pending',
    ]);
  });

  test('what is wrong is said by validate, at its attribute', async () => {
    const tf = await workspace(`
      data "id360_devices" "a" { filter = "os_typ eq \\"Windows\\"" }
      data "id360_device" "b" {}
    `);
    const { stdout } = await tf.run(['validate', '-json'], { expect: 1 });
    expect(stdout).toContain('which devices do not have');
    expect(stdout).toContain('Neither id nor serial_number is set');
  });
});

async function outputsOf(tf: Awaited<ReturnType<typeof workspace>>) {
  // As terraform documents it.
  const all = JSON.parse((await tf.run(['output', '-json'])).stdout) as Record<string, JsonObject>;
  return Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]));
}
