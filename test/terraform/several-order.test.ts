// depends_on keeps its order in what is sent, and what is not known while planning is known when it is applied.

import { expect, test } from 'vitest';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

acceptance('dependencies', () => {
  test('depends_on keeps the order of the requests', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(
      `resource "id360_account_linking" "this" {
        attribute_value = "mail"
        depends_on = [id360_device_set.second]
      }
      resource "id360_device_set" "second" {
        name = "second"
        agent = "approved"
        select = { ids = ["2000000000002"] }
        depends_on = [id360_device_set.first]
      }
      resource "id360_device_set" "first" {
        name = "first"
        agent = "approved"
        select = { ids = ["2000000000001"] }
        depends_on = [id360_view_columns.moves]
      }
      resource "id360_view_columns" "moves" {
        action = "move-users"
        app_config_id = "1"
        columns = ["email"]
      }`,
      { env: acme.env },
    );
    expect((await acme.during(() => tf.plan([], { expect: 2 }))).listings).toBe(1);
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes.map(({ call, query }) => [call.split('/').at(-1), query['ids']])).toEqual([
      ['view-columns', undefined],
      ['approve-agent', '2000000000001'],
      ['approve-agent', '2000000000002'],
      ['device-account-linking', undefined],
    ]);
    await tf.plan([], { expect: 0 });
  });

  test('what comes from a resource that is not there yet is known after the apply, which does it', async () => {
    const acme = await tenant({ world: { devices: laptops(5) } });
    const tf = await workspace(unknown('Windows'), { env: acme.env });
    await tf.plan([], { expect: 2 });
    const { resource_changes = [] } = await tf.showPlan();
    const byAddress = Object.fromEntries(
      resource_changes.map((one) => [one.address, one.change.after_unknown]),
    );
    expect(byAddress).toMatchObject({
      'id360_device_set.filter': { members: true, changes: true },
      'id360_device_set.ids': { members: true, changes: true },
      'id360_account_linking.this': { changes: true },
    });
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes.flatMap(({ query }) => query['ids']?.split(',') ?? []).sort()).toEqual(
      acme.world.deviceIds(),
    );
    expect(acme.world.linking()).toMatchObject({ attribute_value: 'Windows' });
    const shown = await tf.show();
    expect(Object.keys(valuesOf(shown, 'id360_device_set.filter')?.['members'] ?? {})).toHaveLength(5);
    expect(valuesOf(shown, 'id360_device_set.ids')?.['members']).toEqual({ '2000000000001': 'approved' });
    await tf.plan([], { expect: 0 });

    await tf.write({ 'main.tf': head + unknown('Linux') });
    acme.world.setDevice('2000000000003', { os_type: 'Linux', agent_status: 'denied' });
    const later = await acme.during(() => tf.apply());
    expect(later.writes.map(({ query }) => query['ids']).filter(Boolean)).toEqual(['2000000000003']);
    await tf.plan([], { expect: 0 });
  });

  test('a device of two sets is given what each of them manages, also where one is known later', async () => {
    const devices = laptops(2).map((one, i) => ({ ...one, is_deactivated: i === 1 }));
    const acme = await tenant({ world: { devices } });
    const tf = await workspace(later, { env: acme.env });
    await tf.apply();
    for (const [i, id] of acme.world.deviceIds().entries())
      expect(acme.world.device(id)).toMatchObject({ agent_status: 'active', is_deactivated: i === 0 });
    await tf.plan([], { expect: 0 });
  });
});

const unknown = (os: string): string => `
resource "terraform_data" "os" {
  input = "${os}"
}
resource "terraform_data" "one" {
  input = "2000000000001"
}
resource "id360_device_set" "filter" {
  name   = "filter"
  agent  = "approved"
  select = { filter = "os_type eq \\"\${terraform_data.os.output}\\"" }
}
resource "id360_device_set" "ids" {
  name   = "ids"
  agent  = "approved"
  select = { ids = [terraform_data.one.output] }
}
resource "id360_account_linking" "this" {
  attribute_value = terraform_data.os.output
}
`;

const later = `
provider "id360" {
  guards = { max_deactivations = "100%" }
}
resource "terraform_data" "two" {
  input = "2000000000002"
}
resource "id360_device_set" "agents" {
  name   = "agents"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
resource "id360_device_set" "one" {
  name        = "one"
  access      = "deactivated"
  acknowledge = "looked at by hand"
  select      = { ids = ["2000000000001"] }
  depends_on  = [id360_device_set.agents]
}
resource "id360_device_set" "access" {
  name        = "access"
  access      = "activated"
  select      = { ids = [terraform_data.two.output] }
  depends_on  = [id360_device_set.agents]
}
`;
