// A saved plan is what is applied, and nothing else: on another machine too, and not at all where somebody was faster.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ran } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

const approved = `resource "id360_device_set" "all" {
  name   = "all"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

const overlapping = `resource "id360_device_set" "two" {
  name       = "two"
  agent      = "approved"
  select     = { ids = ["2000000000002"] }
  depends_on = [id360_device_set.all]
}
`;

const park = `resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001" }
  select        = { filter = "last_name eq \\"Doe\\"" }
}
provider "id360" {
  guards = { max_denials = "100%" }
}
`;
const users = ['1', '2'].map((id) => ({ id, last_name: 'Doe' }));

acceptance('a saved plan', () => {
  for (const [what, patch] of [
    ['moved away from what was planned on', { agent_status: 'denied' }],
    ['moved to what was wanted', { agent_status: 'active' }],
  ] as const)
    test(`is not applied once somebody ${what}`, async () => {
      const acme = await tenant({ world: { devices: laptops(3) } });
      const tf = await workspace(approved, { env: acme.env });
      await tf.plan([], { expect: 2 });
      acme.world.setDevice('2000000000002', patch);
      const { result, writes } = await acme.during(() => tf.apply(['tfplan'], { expect: 1 }));
      expect(result.said).toContain('1 object has moved since the plan was made');
      expect(result.said).toContain('evice/2000000000002 agent: "pending" when planned');
      expect(writes).toEqual([]);
    });

  test('is applied on another machine, where neither ledger nor cache is', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(4), users } });
    const tf = await workspace(approved + overlapping + park, { env: acme.env });
    await tf.plan([], { expect: 2 });
    const first = await acme.during(() => elsewhere(tf, ['tfplan']));
    expect(first.writes.map(({ query, body }) => query['ids'] ?? body)).toEqual(
      expect.arrayContaining([
        '2000000000001,2000000000002,2000000000003,2000000000004',
        expect.objectContaining({ user_ids: ['1', '2'] }),
      ]),
    );
    // What the state remembers is in the saved plan: nobody is denied again or run again.
    await tf.write({ 'main.tf': head + approved.replace('approved', 'denied') + park });
    await elsewhere(tf, []);
    acme.world.addDevice({ ...laptops(1)[0], id: '2000000000009' });
    acme.world.addUser({ id: '3', last_name: 'Doe' });
    await tf.plan([], { expect: 2 });
    const second = await acme.during(() => elsewhere(tf, ['tfplan']));
    const sent = second.writes.map(({ query, body }) => query['ids'] ?? body);
    expect(sent).toHaveLength(2);
    expect(sent).toEqual(
      expect.arrayContaining(['2000000000009', expect.objectContaining({ user_ids: ['3'] })]),
    );
    await tf.plan([], { expect: 0 });
  });

  test('does nothing on another machine once what a lock-out check found is not so any more', async () => {
    const id = '2000000000001';
    const admin = { user_name: 'recovery', permission_level: 'Administrator', is_idp_linked: false };
    const devices = laptops(20, { agent_status: 'active' });
    const acme = await tenant({ world: { devices, accounts: { [id]: [admin] } } });
    const stolen = `resource "id360_device_set" "stolen" {
      name        = "stolen"
      agent       = "denied"
      acknowledge = "reviewed: nobody is locked out"
      select      = { ids = ["${id}"] }
    }`;
    const tf = await workspace(stolen, { env: acme.env });
    await tf.plan([], { expect: 2 });
    acme.world.setAccounts(id, [{ ...admin, user_name: 'john', is_idp_linked: true }]);
    const { result, writes } = await acme.during(() => elsewhere(tf, ['tfplan'], 1));
    expect(result.said).toContain('plan_id');
    expect(result.said).toContain('the saved plan is not known here');
    expect(writes).toEqual([]);
    expect((await acme.during(() => tf.apply())).writes).toHaveLength(1);
  });

  test('does nothing on another machine once a device moved of which the plan shows no text', async () => {
    const acme = await tenant({ world: { devices: laptops(1100) } });
    const tf = await workspace(approved, { env: acme.env });
    await tf.plan([], { expect: 2 });
    acme.world.setDevice('2000000001050', { agent_status: 'denied' });
    const { writes } = await acme.during(() => elsewhere(tf, ['tfplan'], 1));
    expect(writes).toEqual([]);
  });

  test('does nothing on another machine either, once somebody moved a device', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(approved, { env: acme.env });
    await tf.plan([], { expect: 2 });
    acme.world.setDevice('2000000000002', { agent_status: 'denied' });
    const { result, writes } = await acme.during(() => elsewhere(tf, ['tfplan'], 1));
    expect(result.said).toContain('2000000000002');
    expect(writes).toEqual([]);
  });
});

/** Applies as on a machine that has the configuration, the state and the plan, and nothing else. */
async function elsewhere(tf: Workspace, args: readonly string[], expected = 0): Promise<Ran> {
  const home = await mkdtemp(join(tf.dir, '.kit/home-'));
  await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
  const ran = await tf.apply(args, { env: { HOME: home }, expect: expected });
  await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
  return ran;
}
