// What the state remembers is not lost where an apply fails, and never contradicts what was planned: without a ledger too
// nobody is run twice. What the state has that does not hold any more does not stand in the way of a correction.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsOf } from './errors-support.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

const action = (name: string, users: readonly string[], more = ''): string => `
  resource "id360_user_action" "${name}" {
    name          = "${name}"
    action        = "move-users"
    app_config_id = "2000000000001"
    template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
    select        = { user_ids = ${JSON.stringify(users)} }
    ${more}
  }`;
const users = ['1', '2'].map((id) => ({ id, last_name: 'Doe' }));
const executed = (acme: Awaited<ReturnType<typeof tenant>>) =>
  acme.world.executions().map((one) => one['user_ids']);

const ledger = (tf: Workspace): string => join(tf.dir, '.trueup');
const loseLedger = (tf: Workspace): Promise<void> => rm(ledger(tf), { recursive: true, force: true });

acceptance('without a ledger', () => {
  test('a replacement that fails before anything is sent still knows who has run', async () => {
    const acme = await tenant({ world: { users } });
    const tf = await workspace(action('park', ['1']), { env: acme.env });
    await tf.apply();
    await loseLedger(tf);
    await tf.write({ 'main.tf': head + action('park', ['1', '2']) });
    await tf.plan(['-replace=id360_user_action.park'], { expect: 2 });
    const holder = { owner: 'eve', host: 'elsewhere', pid: 1, released: false };
    const times = { since: '2020-01-01T00:00:00.000Z', until: '2999-01-01T00:00:00.000Z' };
    await mkdir(ledger(tf), { recursive: true });
    await writeFile(
      join(ledger(tf), 'lock.9.json'),
      JSON.stringify({ format: 'trueup.lock/1', ...holder, ...times }),
    );
    await tf.apply(['tfplan'], { expect: 1 });
    await loseLedger(tf);
    await tf.apply();
    expect(executed(acme)).toEqual([['1'], ['2']]);
    const members = valuesOf(await tf.show(), 'id360_user_action.park')?.['members'];
    expect(members).toEqual({ 1: 'success', 2: 'success' });
  });

  test('what a resource remembers that is asked about later stops the plan that it contradicts', async () => {
    const acme = await tenant({ world: { users } });
    const tf = await workspace(action('park', ['1']), { env: acme.env });
    await tf.apply();
    const both = action('also', ['1', '2']) + action('park', ['1'], 'depends_on = [id360_user_action.also]');
    await tf.write({ 'main.tf': head + both });
    await loseLedger(tf);
    const problems = await problemsOf(tf, ['plan', '-input=false', '-parallelism=1']);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(['terraform.ran-already']);
    expect(errors[0]?.detail).toContain('user_action/also/1');
    expect(executed(acme)).toEqual([['1']]);
  });
});

acceptance('a state', () => {
  test('whose serial number two devices have by now is corrected, and destroyed', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const set = (select: string): string =>
      `resource "id360_device_set" "a" {\n  name = "a"\n  agent = "approved"\n  select = { ${select} }\n}\n`;
    const tf = await workspace(set('serial_numbers = ["SN-1"]'), { env: acme.env });
    await tf.apply();
    acme.world.addDevice({ ...laptops(3)[2], id: '2000000000003', serial_number: 'SN-1' });
    await problemsOf(tf);
    await tf.write({ 'main.tf': head + set('ids = ["2000000000001"]') });
    const found = await problemsOf(tf, ['plan', '-input=false'], { expect: 0 });
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning device.shared-serial',
    ]);
    expect(found[0]?.summary).toMatch(/^Not refreshed/);
    await tf.run(['destroy', '-auto-approve', '-input=false']);
    await tf.write({ 'main.tf': head + set('ids = ["2000000000001"]') });
    await tf.apply();
    await tf.plan([], { expect: 0 });
  });

  test('names what two sets want of a device in one order, whichever comes first', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const sets = `
      resource "id360_device_set" "a" {
        name   = "a"
        access = "activated"
        select = { ids = ["2000000000001", "2000000000002"] }
      }
      resource "id360_device_set" "d" {
        name       = "d"
        agent      = "approved"
        access     = "activated"
        select     = { ids = ["2000000000001", "2000000000003"] }
        depends_on = [id360_device_set.a]
      }`;
    const tf = await workspace(sets, { env: acme.env });
    await tf.apply();
    await tf.plan([], { expect: 0 });
    expect(valuesOf(await tf.show(), 'id360_device_set.d')?.['members']).toEqual({
      '2000000000001': 'approved, activated',
      '2000000000003': 'approved, activated',
    });
  });
});
