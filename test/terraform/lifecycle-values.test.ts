// Arguments in every form that Terraform lets people write them: they are taken as they are, applied, and are no
// difference afterwards. Terraform itself checks that the provider keeps to what it planned.

import { expect, test } from 'vitest';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const actions = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(
      ([name, data]) => `resource "id360_user_action" "${name}" {
  name          = "${name}"
  action        = "move-users"
  app_config_id = 2000000000001
  template      = { id = "${name}"${data === '' ? '' : `, data = ${data}`} }
  select        = { user_ids = ["1"], filter = null, ou = null }
  retries       = "1"
}
`,
    )
    .join('');

acceptance('values', () => {
  test('a template holds data of any type, and it is sent as it is written', async () => {
    const acme = await tenant({ world: { users: [{ id: '1', last_name: 'Doe' }] } });
    const tf = await workspace(
      `variable "rows" {
        type    = list(map(string))
        default = [{ A = "1" }, { B = "2" }]
      }
      variable "none" {
        type    = any
        default = null
      }
      ${actions({
        absent: '',
        null: 'var.none',
        empty: '[]',
        typed: 'var.rows',
        mixed: '[{ A = 1, B = 1.5, C = true, D = null }, { E = { F = [1, "x", { G = [] }] } }]',
        big: '[{ A = 123456789012345 }]',
        json: 'jsondecode("[{\\"A\\":[]},{}]")',
        set: 'tolist(toset([{ A = "x" }]))',
      })}`,
      { env: acme.env },
    );
    await tf.apply();
    const sent = acme.world.executions().map((one) => one['template_input']);
    expect(Object.fromEntries(sent.map((one) => [Object(one).id, Object(one).data]))).toEqual({
      absent: [],
      null: [],
      empty: [],
      typed: [{ A: '1' }, { B: '2' }],
      mixed: [{ A: 1, B: 1.5, C: true, D: null }, { E: { F: [1, 'x', { G: [] }] } }],
      big: [{ A: 123456789012345 }],
      json: [{ A: [] }, {}],
      set: [{ A: 'x' }],
    });
    await tf.plan([], { expect: 0 });
  });

  test('nulls, empty lists, other case and numbers for texts are no difference', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(
      `variable "none" {
        type    = string
        default = null
      }
      resource "id360_account_linking" "this" {
        is_enabled = var.none
        attribute_value = "MAIL"
        ondemand_provisioning_settings = { is_enabled = "false", default_permission_level = null }
        restricted_accounts = { mode = "at_least", names = [] }
      }
      resource "id360_view_columns" "moves" {
        action = "move-users"
        app_config_id = 7
        columns = concat(["email"], tolist(toset(["last_name"])))
      }
      resource "id360_device_set" "serials" {
        agent  = "approved"
        access = null
        select = { serial_numbers = [" sn-1 ", "Sn-1"], ids = [], filter = null }
      }
      resource "id360_device_set" "numbers" {
        name   = "0numbers.x"
        agent  = "approved"
        select = { ids = [2000000000002, "2000000000002"] }
      }
      resource "id360_device_set" "empty" {
        agent  = "approved"
        select = { ids = [] }
      }
      resource "id360_user_action" "nobody" {
        name = "nobody"
        action = "move-users"
        app_config_id = 7
        template = { id = 7 }
        select = { user_ids = [] }
        retries = 0
      }`,
      { env: acme.env },
    );
    await tf.apply();
    expect(['1', '2', '3'].map((i) => acme.world.device(`200000000000${i}`)?.['agent_status'])).toEqual([
      'active',
      'active',
      'pending',
    ]);
    await tf.plan([], { expect: 0 });
    await tf.plan(['-refresh=false'], { expect: 0 });
  });

  test('what the tenant does not show, or shows in other words, is taken over as it is', async () => {
    const acme = await tenant({ denied: 'inactive', access: 'hidden', world: { devices: laptops(2) } });
    const tf = await workspace(
      `provider "id360" {
        guards = { max_deactivations = 2 }
      }
      resource "id360_account_linking" "this" {
        attribute_type = "naming_format"
        ondemand_provisioning_settings = { default_permission_level = "standard" }
        restricted_accounts = { names = ["Administrator", "recovery", "SYSADMIN"] }
      }
      resource "id360_device_set" "all" {
        agent       = "approved"
        access      = "deactivated"
        select      = { filter = "OS_TYPE eq \\"windows\\"" }
        acknowledge = "looked at by hand"
      }`,
      { env: acme.env },
    );
    await tf.apply();
    await tf.plan([], { expect: 0 });
    acme.world.setLinking({ ondemand_provisioning_settings: null, link_restricted_local_accounts: null });
    acme.world.setDevice('2000000000001', { agent_status: 'something-new' });
    await tf.plan([], { expect: 2 });
    await tf.apply();
    await tf.plan([], { expect: 0 });
  });
});
