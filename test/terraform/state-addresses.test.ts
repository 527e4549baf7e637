// Resources that Terraform renames, replaces or forgets: nothing of that is a change at the tenant, and nobody is run
// twice for it, also where the ledger is not at hand.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesOf, valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

const provider = 'provider "id360" {\n  guards = { max_denials = "100%" }\n}\n';
const strange = (
  address: string,
  name = 'strange',
  first = false,
) => `resource "id360_device_set" "${address}" {
  name   = "${name}"
  agent  = "denied"
  select = { filter = "os_type eq \\"Windows\\"" }
  lifecycle {
    create_before_destroy = ${first}
  }
}
`;
const park = `resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001" }
  select        = { filter = "last_name eq \\"Doe\\"" }
}
`;
const users = ['1', '2'].map((id) => ({ id, first_name: 'J', last_name: 'Doe' }));
const forget = (tf: Workspace) => rm(join(tf.dir, '.trueup'), { recursive: true, force: true });

acceptance('what Terraform remembers', () => {
  test('outlives being replaced and tainted, and nobody is denied or run twice', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2), users } });
    const tf = await workspace(provider + strange('a', 'strange', true) + park, { env: acme.env });
    await tf.apply();
    for (const replacing of [
      () => tf.plan(['-replace=id360_device_set.a', '-replace=id360_user_action.park'], { expect: 2 }),
      async () => {
        await tf.run(['taint', 'id360_device_set.a']);
        await tf.run(['taint', 'id360_user_action.park']);
        return tf.plan([], { expect: 2 });
      },
    ]) {
      await forget(tf);
      await replacing();
      expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({
        'id360_device_set.a': 'create+delete',
        'id360_user_action.park': 'delete+create',
      });
      const { writes } = await acme.during(() => tf.apply(['tfplan']));
      expect(writes).toEqual([]);
      expect(valuesOf(await tf.show(), 'id360_device_set.a')?.['members']).toEqual({
        '2000000000001': 'denied',
        '2000000000002': 'denied',
      });
      expect(valuesOf(await tf.show(), 'id360_user_action.park')?.['members']).toEqual({
        1: 'success',
        2: 'success',
      });
      await tf.plan([], { expect: 0 });
    }
  });

  test('goes with a moved block, and with another name; a removed block forgets and sends nothing', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2) } });
    const tf = await workspace(provider + strange('a'), { env: acme.env });
    await tf.apply();
    await forget(tf);
    const moved = 'moved {\n  from = id360_device_set.a\n  to   = id360_device_set.b\n}\n';
    await tf.write({ 'main.tf': head + provider + strange('b') + moved });
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    await forget(tf);
    await tf.write({ 'main.tf': head + provider + strange('b', 'renamed') });
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    await tf.plan([], { expect: 0 });
    const removed = 'removed {\n  from = id360_device_set.b\n  lifecycle {\n    destroy = false\n  }\n}\n';
    await tf.write({ 'main.tf': head + provider + removed });
    const { result, writes } = await acme.during(() => tf.apply());
    expect(result.said).toContain('0 destroyed');
    expect(writes).toEqual([]);
    expect((await tf.state()).resources).toEqual([]);
  });
});

acceptance('sets by for_each and count', () => {
  test('are sets like others; one that leaves is forgotten, and its devices stay as they are', async () => {
    const acme = await tenant({ world: { devices: laptops(4) } });
    const sets = (names: string, count: number) => `resource "id360_device_set" "each" {
  for_each = toset(${names})
  name     = "laptop-\${each.key}"
  agent    = "approved"
  select   = { ids = ["200000000000\${each.key}"] }
}
resource "id360_device_set" "count" {
  count  = ${count}
  agent  = "approved"
  select = { filter = "name eq \\"laptop-\${count.index + 3}\\"" }
}
`;
    const tf = await workspace(sets('["1", "2"]', 2), { env: acme.env });
    expect((await acme.during(() => tf.plan([], { expect: 2 }))).listings).toBe(1);
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes).toMatchObject([
      { query: { ids: '2000000000001,2000000000002,2000000000003,2000000000004' } },
    ]);
    await tf.write({ 'main.tf': head + sets('["2"]', 1) });
    await tf.plan([], { expect: 2 });
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({
      'id360_device_set.each["1"]': 'delete',
      'id360_device_set.count[1]': 'delete',
    });
    expect((await acme.during(() => tf.apply(['tfplan']))).writes).toEqual([]);
    expect(acme.world.device('2000000000001')?.['agent_status']).toBe('active');
  });
});
