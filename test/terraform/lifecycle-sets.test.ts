// The life of device sets: what a plan shows is what apply does, afterwards there is nothing to do, and destroying
// them changes nothing at the tenant.

import { expect, test } from 'vitest';
import { changesOf, valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const windows = `
resource "id360_device_set" "windows" {
  name   = "windows"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

const macs = `
provider "id360" {
  guards = { max_denials = "100%" }
}

resource "id360_device_set" "macs" {
  name   = "macs"
  agent  = "denied"
  select = { ids = ["2000000000004"] }
}
`;

/** Of four laptops one is approved already and one was denied; the last is a Mac. */
const fleet = () => {
  const [first = {}, second = {}, third = {}, fourth = {}] = laptops(4);
  return {
    devices: [
      first,
      { ...second, agent_status: 'active' },
      { ...third, agent_status: 'denied' },
      { ...fourth, os_type: 'macOS' },
    ],
  };
};

acceptance('device sets', () => {
  test('a plan shows exactly who would be approved and denied; apply does that, and then there is nothing to do', async () => {
    const acme = await tenant({ world: fleet() });
    const tf = await workspace(windows + macs, { env: acme.env });
    expect(await acme.during(() => tf.plan([], { expect: 2 }))).toMatchObject({ listings: 1, writes: [] });
    const planned = await tf.showPlan();
    expect(
      Object.fromEntries((planned.resource_changes ?? []).map((one) => [one.address, one.change])),
    ).toMatchObject({
      'id360_device_set.windows': {
        actions: ['create'],
        after: {
          members: { '2000000000001': 'approved', '2000000000002': 'approved', '2000000000003': 'approved' },
          changes: {
            'device/2000000000001': 'agent: pending -> approved (laptop-1)',
            'device/2000000000003': 'agent: denied -> approved (laptop-3)',
          },
        },
        after_unknown: {},
      },
      'id360_device_set.macs': {
        actions: ['create'],
        after: {
          members: { '2000000000004': 'denied' },
          changes: { 'device/2000000000004': 'agent: pending -> denied (laptop-4)' },
        },
      },
    });
    const applied = await acme.during(() => tf.apply(['tfplan']));
    expect(applied.writes.map(({ call, query }) => [call, query])).toEqual([
      ['POST /api/v1/device/deny-agent', { ids: '2000000000004' }],
      ['POST /api/v1/device/approve-agent', { ids: '2000000000001,2000000000003' }],
    ]);
    expect(await acme.during(() => tf.plan([], { expect: 0 }))).toMatchObject({ listings: 1, writes: [] });
    expect(valuesOf(await tf.show(), 'id360_device_set.macs')).toMatchObject({
      members: { '2000000000004': 'denied' },
    });
  });

  test('-target leaves the others alone; destroying says that nothing changes at the tenant, and sends nothing', async () => {
    const acme = await tenant({ world: fleet() });
    const tf = await workspace(windows + macs, { env: acme.env });
    const first = await acme.during(() => tf.apply(['-target=id360_device_set.windows']));
    expect(first.writes.map(({ call }) => call)).toEqual(['POST /api/v1/device/approve-agent']);
    await tf.plan([], { expect: 2 });
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({ 'id360_device_set.macs': 'create' });
    await tf.apply(['tfplan']);
    const { result, writes } = await acme.during(() => tf.run(['destroy', '-auto-approve', '-input=false']));
    expect(result.said).toContain('Destroying id360_device_set changes nothing at the tenant');
    expect(result.said).toContain('2 destroyed');
    expect(writes).toEqual([]);
    expect(acme.world.device('2000000000001')?.['agent_status']).toBe('active');
    expect((await tf.state()).resources).toEqual([]);
  });

  test('terraform test runs against it', async () => {
    const acme = await tenant({ world: fleet() });
    const tf = await workspace(windows, { env: acme.env });
    await tf.write({ 'fleet.tftest.hcl': asserts });
    const { result, writes } = await acme.during(() => tf.run(['test']));
    expect(result.said).toContain('2 passed, 0 failed');
    expect(writes).toHaveLength(1);
  });

  test('agents are denied or removed, and access is taken, each as its argument says', async () => {
    const acme = await tenant({ world: { devices: laptops(6, { agent_status: 'active' }) } });
    const tf = await workspace(each, { env: acme.env });
    await tf.plan([], { expect: 2 });
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes.map(({ call }) => call).sort()).toEqual([
      'DELETE /api/v1/devices/2000000000004',
      'POST /api/v1/device/deny-agent',
      'POST /api/v1/devices/2000000000002/deactivate',
      'POST /api/v1/devices/2000000000003/deactivate',
    ]);
    expect(valuesOf(await tf.show(), 'id360_device_set.both')).toMatchObject({
      members: { '2000000000003': 'approved, deactivated' },
    });
    await tf.plan([], { expect: 0 });
  });

  test('a device that a set no longer selects stays as it is', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const set = (select: string) => `${head}resource "id360_device_set" "a" {
      agent  = "approved"
      select = ${select}
      lifecycle {
        postcondition {
          condition     = length(self.members) > 0
          error_message = "nobody is left"
        }
      }
    }
    output "members" {
      value = id360_device_set.a.members
    }\n`;
    const tf = await workspace(
      { 'main.tf': set('{ filter = "os_type eq \\"Windows\\"" }') },
      { env: acme.env },
    );
    await tf.apply();
    await tf.write({ 'main.tf': set('{ ids = ["2000000000003"], serial_numbers = ["SN-1"] }') });
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    expect(JSON.parse((await tf.run(['output', '-json', 'members'])).stdout)).toEqual({
      '2000000000001': 'approved',
      '2000000000003': 'approved',
    });
    await tf.plan([], { expect: 0 });
    await tf.write({ 'main.tf': set('{ filter = "name eq \\"nobody\\"" }') });
    expect((await tf.plan([], { expect: 1 })).said).toContain('nobody is left');
  });

  test('serial numbers that no device has are shown as they were written', async () => {
    const { env } = await tenant({ world: { devices: laptops(1) } });
    const select = '{ serial_numbers = ["pf3k8mn2", "PF3K8Mn7"] }';
    const tf = await workspace(
      `resource "id360_device_set" "a" {\n  agent = "approved"\n  select = ${select}\n}\n`,
      { env },
    );
    const { said } = await tf.plan([], { expect: 2 });
    expect(said).toContain('Not among the devices of the tenant: pf3k8mn2, PF3K8Mn7');
  });
});

const asserts = `
run "plan" {
  command = plan
  assert {
    condition     = id360_device_set.windows.members["2000000000003"] == "approved"
    error_message = "laptop-3 would not be approved"
  }
  assert {
    condition     = length(id360_device_set.windows.changes) == 2
    error_message = "not two changes"
  }
}

run "apply" {
  assert {
    condition     = length(id360_device_set.windows.members) == 3
    error_message = "not three members"
  }
}
`;

const each = `
provider "id360" {
  guards = { max_denials = "100%", max_deactivations = "100%", max_removals = "100%" }
}
resource "id360_device_set" "denied" {
  name        = "denied"
  agent       = "denied"
  select      = { serial_numbers = ["sn-1"] }
  acknowledge = "looked at by hand"
}
resource "id360_device_set" "deactivated" {
  name        = "deactivated"
  access      = "deactivated"
  select      = { ids = ["2000000000002"] }
  acknowledge = "looked at by hand"
}
resource "id360_device_set" "both" {
  name        = "both"
  agent       = "approved"
  access      = "deactivated"
  select      = { filter = "name eq \\"laptop-3\\"" }
  acknowledge = "looked at by hand"
}
resource "id360_device_set" "removed" {
  agent       = "removed"
  select      = { ids = ["2000000000004"] }
  acknowledge = "looked at by hand"
}
`;
