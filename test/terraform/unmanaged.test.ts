// The objects of which a tenant has one: an argument that is dropped, and a resource that is, are no longer managed. The plan
// warns of it, nothing is sent, and the tenant keeps what it has.

import { expect, test } from 'vitest';
import { changesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { type Tenant, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const managed: Readonly<Record<string, string>> = {
  is_enabled: 'true',
  attribute_type: '"attribute"',
  attribute_value: '"mail"',
  ondemand_provisioning_settings: '{ is_enabled = true }',
  restricted_accounts: '{ mode = "at_least", names = ["kiosk"] }',
};

const linking = (...dropped: readonly string[]): string => {
  const kept = Object.entries(managed).filter(([name]) => !dropped.includes(name));
  const lines = kept.map(([name, value]) => `  ${name} = ${value}`);
  return `resource "id360_account_linking" "this" {\n${lines.join('\n')}\n  acknowledge = "a test"\n}\n`;
};

const columns = `resource "id360_view_columns" "this" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["last_name", "email"]
}
`;

const liveOf = ({ world }: Tenant) => [world.linking(), world.columns('move-users', '2000000000001')];

acceptance('what is no longer managed', () => {
  test.each([
    ['an argument', ['attribute_value']],
    ['every argument', Object.keys(managed)],
  ])('account linking that lost %s', async (_, dropped) => {
    const acme = await tenant({ devices: 0 });
    const tf = await workspace(linking(), { env: acme.env });
    expect((await acme.during(() => tf.apply())).writes).toHaveLength(1);
    const live = liveOf(acme);
    await tf.write({ 'main.tf': head + linking(...dropped) });
    const { said } = await tf.plan([], { expect: 2 });
    const warned = [...said.matchAll(/(\w+) is no longer managed/gi)].map(([, name]) => name?.toLowerCase());
    expect([...new Set(warned)].sort()).toEqual(dropped.toSorted());
    expect(said).toContain('the tenant keeps what it has');
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({
      'id360_account_linking.this': 'update',
    });
    expect((await acme.during(() => tf.apply(['tfplan']))).writes).toEqual([]);
    expect(liveOf(acme)).toEqual(live);
    await tf.plan([], { expect: 0 });
  });

  test.each([
    ['id360_account_linking', linking()],
    ['id360_view_columns', columns],
  ])('%s: destroyed, and left out of the configuration', async (type, resource) => {
    const acme = await tenant({ devices: 0 });
    const tf = await workspace(resource, { env: acme.env });
    expect((await acme.during(() => tf.apply())).writes).toHaveLength(1);
    const live = liveOf(acme);
    for (const destroy of [['-destroy'], []]) {
      if (destroy.length === 0) await tf.write({ 'main.tf': head });
      const { said } = await tf.plan(destroy, { expect: 2 });
      expect(said).toContain(`Destroying ${type} changes nothing at the tenant`);
      expect(said).toContain('What it managed stays as it is now, and is no longer managed');
      expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({ [`${type}.this`]: 'delete' });
    }
    expect((await acme.during(() => tf.apply(['tfplan']))).writes).toEqual([]);
    expect(liveOf(acme)).toEqual(live);
    expect((await tf.state()).resources).toEqual([]);
  });
});
