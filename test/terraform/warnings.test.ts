// What a plan warns of: what could hurt, with the objects, their names and the reason given; objects that a set lets go;
// what cannot be listed yet. And what is only written in another order is no change.

import { expect, test } from 'vitest';
import { type Problem, problemsOf } from './errors-support.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

const warnings = async (tf: Workspace): Promise<readonly Problem[]> =>
  (await problemsOf(tf, ['plan', '-input=false'], { expect: 0 })).filter(
    ({ severity }) => severity === 'warning',
  );

const told = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ address, summary, code }) => `${address} | ${summary} | ${code}`);

const freely = 'provider "id360" {\n  guards = { max_denials = 3, max_deactivations = 3 }\n}\n';

const set = (name: string, lines: string, ...numbers: readonly number[]): string => `
  resource "id360_device_set" "${name}" {
    name   = "${name}"
    select = { ids = ${JSON.stringify(numbers.map((n) => String(2000000000000 + n)))} }
    ${lines}
  }`;

acceptance('what could hurt', () => {
  test('is a warning at its resource, with each object by name, and with the reason', async () => {
    const [lab, stolen] = ['2000000000001', '2000000000002'];
    const devices = laptops(6, { agent_status: 'active' });
    const acme = await tenant({ world: { devices, accounts: { [lab]: [], [stolen]: [] } } });
    const config = `${freely}
      ${set('lab', 'access = "deactivated"\n acknowledge = "wiped on Friday"', 1)}
      ${set('stolen', 'agent = "denied"\n acknowledge = "see #12"', 2)}
      ${set('kept', 'agent = "approved"', 3)}
      resource "id360_account_linking" "all" {
        is_enabled  = true
        acknowledge = "first enabling"
      }`;
    const tf = await workspace(config, { env: acme.env });
    const all = await warnings(tf);
    expect(told(all)).toEqual([
      'id360_device_set.lab | id360_device_set lab: deactivates 1 object | terraform.hazard',
      'id360_device_set.lab | id360_device_set lab: locks-out 1 object | terraform.hazard',
      'id360_device_set.stolen | id360_device_set stolen: denies 1 object | terraform.hazard',
      'id360_device_set.stolen | id360_device_set stolen: locks-out 1 object | terraform.hazard',
      'id360_account_linking.all | id360_account_linking account_linking: widens-access 1 object | terraform.hazard',
    ]);
    expect(all[1]?.detail).toContain(`device/${lab} (laptop-1)`);
    expect(all[1]?.detail).toContain('accepted with the reason "wiped on Friday"');
    expect(all[3]?.detail).toContain(`device/${stolen} (laptop-2)`);
    expect(all[4]?.detail).toContain('accepted with the reason "first enabling"');
  });

  test('names the users whom an action deletes, and the plan says what is run for whom', async () => {
    const acme = await tenant({
      world: { users: [{ id: '7', first_name: 'Priya', last_name: 'Doe', mail: 'priya@acme.example' }] },
    });
    const config = `resource "id360_user_action" "leavers" {
      name          = "leavers"
      action        = "move-users"
      app_config_id = "2000000000001"
      template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
      select        = { user_ids = ["7"] }
      forward_to    = { action = "delete-users", template = { id = "7" } }
      allow_removal = true
      acknowledge   = "left in March"
    }`;
    const tf = await workspace(config, { env: acme.env });
    const [deletes, ...others] = await warnings(tf);
    expect(others).toEqual([]);
    expect(deletes?.summary).toContain('deletes 1 object');
    expect(deletes?.detail).toMatch(/leavers\/7\/delete-users \(.*Priya Doe.*\)/);
    await tf.plan([], { expect: 2 });
    const [planned] = (await tf.showPlan()).resource_changes ?? [];
    expect(planned?.change.after?.['changes']).toEqual({
      'user_action/leavers/7': expect.stringMatching(/^execute move-users \(.*Priya Doe/),
      'user_action/leavers/7/delete-users': expect.stringMatching(/^forward delete-users \(.*Priya Doe/),
    });
    await tf.apply(['tfplan']);
    expect(valuesOf(await tf.show(), 'id360_user_action.leavers')?.['changes']).toEqual(
      planned?.change.after?.['changes'],
    );
    await tf.plan([], { expect: 0 });
  });

  test('is refused at the resource that wants it, whichever is asked about last', async () => {
    const devices = laptops(6, { agent_status: 'active' });
    const acme = await tenant({ world: { devices, accounts: { '2000000000001': [] } } });
    const others = ['a', 'b', 'c'].map((name, i) => set(name, 'agent = "approved"', i + 3)).join('');
    const wants = `${set('loaners', 'agent = "approved"\n acknowledge = "loaners are fine"', 1)}
      ${set('lab', 'access = "deactivated"', 1)}`;
    const tf = await workspace(`${freely}${others}${wants}`, { env: acme.env });
    const found = await problemsOf(tf);
    const refusals = found.filter(({ code }) => code === 'guard.acknowledge');
    expect(refusals).toHaveLength(1);
    const [refusal] = refusals;
    expect(refusal?.summary).toContain('locks-out needs a reason');
    // In a later round than the set's own, it is told at another one, and leads back.
    expect(`${refusal?.address} ${refusal?.detail}`).toMatch(/id360_device_set[. ]lab/);
    expect(refusal?.detail).not.toMatch(/id360_device_set loaners/);
    expect(refusal?.detail).toContain('device/2000000000001 (laptop-1)');
  });
});

acceptance('a plan', () => {
  test('names what a set selects no longer, and leaves it as it is', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(set('all', 'agent = "approved"', 1, 2, 3), { env: acme.env });
    await tf.apply();
    await tf.write({ 'main.tf': `${head}${set('all', 'agent = "approved"', 3)}` });
    const [left, ...others] = await warnings(tf);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ code: 'terraform.released', address: 'id360_device_set.all' });
    expect(left?.summary).toContain('2 objects no longer selected');
    expect(left?.detail).toMatch(/2000000000001\n.*2000000000002/);
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toEqual([]);
    expect(await warnings(tf)).toEqual([]);
  });

  test('says of devices that it removes that they go, not that they are let go', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const guards = 'provider "id360" {\n  guards = { max_removals = 3 }\n}\n';
    const tf = await workspace(`${guards}${set('all', 'agent = "approved"', 1, 2)}`, { env: acme.env });
    await tf.apply();
    await tf.write({ 'main.tf': `${head}${guards}${set('all', 'agent = "removed"', 1, 2)}` });
    expect(told(await warnings(tf))).toEqual([
      'id360_device_set.all | id360_device_set all: removes 2 objects | terraform.hazard',
    ]);
  });

  test('says where it cannot list whom it is about', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const late = `resource "terraform_data" "later" {
        input = "2000000000001"
      }
      resource "id360_device_set" "late" {
        name   = "late"
        agent  = "approved"
        select = { ids = [terraform_data.later.output] }
      }`;
    const tf = await workspace(late, { env: acme.env });
    expect(told(await warnings(tf))).toEqual([
      'id360_device_set.late | id360_device_set late: what it will change is known only during the apply | terraform.not-known-yet',
    ]);
    await tf.apply();
    expect(await warnings(tf)).toEqual([]);
  });

  test('is refused where it cannot list whom it would hurt, or run something for', async () => {
    const acme = await tenant({ world: { devices: laptops(3), users: [{ id: '7', last_name: 'Doe' }] } });
    const late = (type: string, name: string, lines: string): string =>
      `resource "id360_${type}" "${name}" {\n  name = "${name}"\n  ${lines}\n}\n`;
    const config = [
      'resource "terraform_data" "later" {\n  input = "2000000000001"\n}\n',
      late('device_set', 'denied', 'agent = "denied"\n select = { ids = [terraform_data.later.output] }'),
      late('device_set', 'off', 'access = "deactivated"\n select = { ids = [terraform_data.later.output] }'),
      late(
        'device_set',
        'open',
        'agent = terraform_data.later.output\n select = { ids = ["2000000000001"] }',
      ),
      late(
        'user_action',
        'park',
        'action = "move-users"\n app_config_id = "1"\n template = { id = "7", data = [{ OPERATION = "DISABLE" }] }\n select = { user_ids = [terraform_data.later.output] }',
      ),
    ];
    const tf = await workspace(config.join(''), { env: acme.env });
    const { result: found, writes } = await acme.during(() => problemsOf(tf));
    expect(writes).toEqual([]);
    expect(found.map(({ address, code }) => `${address} ${code}`)).toEqual([
      'id360_device_set.denied terraform.not-shown',
      'id360_device_set.off terraform.not-shown',
      'id360_device_set.open terraform.not-shown',
      'id360_user_action.park terraform.not-shown',
    ]);
  });

  test('warns of braces in which nothing is set', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const slip = 'provider "id360" {\n  guards = { max_denial = "0" }\n}\n';
    const tf = await workspace(`${slip}${set('all', 'agent = "approved"', 1)}`, { env: acme.env });
    const [found, ...others] = await warnings(tf);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'terraform.sets-nothing', at: 'guards = { max_denial = "0" }' });
  });

  test('is empty where lists that are sets come in another order, and not where the order counts', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const config = (turned: boolean): string => {
      const list = (...items: readonly string[]) => JSON.stringify(turned ? items.toReversed() : items);
      return `${head}
        resource "id360_device_set" "all" {
          name   = "all"
          agent  = "approved"
          select = { ids = ${list('2000000000001', '2000000000002')}, serial_numbers = ${list('SN-3', 'SN-1')} }
        }
        resource "id360_account_linking" "all" {
          restricted_accounts = { mode = "at_least", names = ${list('administrator', 'guest')} }
        }
        resource "id360_view_columns" "move" {
          action        = "move-users"
          app_config_id = "2000000000001"
          columns       = ${list('email', 'last_name')}
        }`;
    };
    const tf = await workspace({ 'main.tf': config(false) }, { env: acme.env });
    await tf.apply();
    await tf.write({ 'main.tf': config(true) });
    await tf.plan([], { expect: 2 });
    const changed = ((await tf.showPlan()).resource_changes ?? []).filter(
      ({ change }) => change.actions.join() !== 'no-op',
    );
    expect(changed.map(({ address }) => address)).toEqual(['id360_view_columns.move']);
    await tf.apply();
    await tf.plan([], { expect: 0 });
  });
});
