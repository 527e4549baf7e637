// Account linking: only what is configured is compared and sent, restricted accounts are exact or a floor, and a sync
// runs once, last.

import { expect, test } from 'vitest';
import { changesOf, valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const linking = (body: string): string => `resource "id360_account_linking" "this" {\n${body}\n}\n`;
const address = 'id360_account_linking.this';
const patch = 'PATCH /api/v1/device-account-linking';

acceptance('account linking', () => {
  test('restricted accounts are exactly these, or these at least, whatever their case and order', async () => {
    const acme = await tenant({ devices: 0 });
    const names = (mode: string, list: string) =>
      linking(`restricted_accounts = { ${mode} names = ${list} }`);
    const tf = await workspace(names('mode = "at_least",', '["ADMINISTRATOR", "kiosk"]'), { env: acme.env });
    const first = await acme.during(() => tf.apply());
    expect(first.writes).toMatchObject([
      {
        call: patch,
        body: { link_restricted_local_accounts: ['sysadmin', 'administrator', 'recovery', 'kiosk'] },
      },
    ]);
    await tf.write({ 'main.tf': head + names('', '["Kiosk", "recovery", "sysadmin", "administrator"]') });
    const same = await acme.during(() => tf.apply());
    expect(same.writes).toEqual([]);
    await tf.write({
      'main.tf': head + names('mode = "exact",', '["recovery", "sysadmin", "administrator"]'),
    });
    const exact = await acme.during(() => tf.apply());
    expect(exact.writes).toMatchObject([
      { body: { link_restricted_local_accounts: ['recovery', 'sysadmin', 'administrator'] } },
    ]);
    await tf.plan([], { expect: 0 });
  });

  test('a sync runs once, after the change, and its outcome is in `changes`', async () => {
    const acme = await tenant({ devices: 3 });
    const tf = await workspace(
      linking(`is_enabled = true
        attribute_value = "mail"
        sync = "on_change"
        acknowledge = "reviewed by two people"`),
      { env: acme.env },
    );
    await tf.plan([], { expect: 2 });
    const [planned] = (await tf.showPlan()).resource_changes ?? [];
    expect(planned?.change.after_unknown).toMatchObject({ changes: { 'account_linking/sync': true } });
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes.map(({ call }) => call)).toEqual([patch, 'POST /api/v1/device-account-linking/sync-now']);
    expect(valuesOf(await tf.show(), address)?.['changes']).toEqual({
      account_linking: expect.stringContaining('mail'),
      'account_linking/sync': expect.stringMatching(/^done \(job \w+\)$/),
    });
    await tf.plan([], { expect: 0 });
  });

  test('of nested settings only the members that are written are managed', async () => {
    const acme = await tenant({ devices: 0 });
    const body =
      'ondemand_provisioning_settings = { is_enabled = true }\nacknowledge = "admins are meant to be made"';
    const tf = await workspace(linking(body), { env: acme.env });
    await tf.apply();
    acme.world.setLinking({ ondemand_provisioning_settings: { default_permission_level: 'admin' } });
    await tf.plan([], { expect: 0 });
    acme.world.setLinking({ ondemand_provisioning_settings: { is_enabled: false } });
    await tf.plan([], { expect: 2 });
    expect((await acme.during(() => tf.apply(['tfplan']))).writes).toMatchObject([
      { body: { ondemand_provisioning_settings: { is_enabled: true, default_permission_level: 'admin' } } },
    ]);
  });

  test('an argument that leaves the configuration is no longer managed, and nothing is reset', async () => {
    const acme = await tenant({ devices: 0 });
    const both = linking(
      'attribute_value = "mail"\nrestricted_accounts = { mode = "at_least", names = ["kiosk"] }',
    );
    const tf = await workspace(both, { env: acme.env });
    await tf.apply();
    await tf.write({ 'main.tf': head + linking('attribute_value = "mail"') });
    const { said } = await tf.plan([], { expect: 2 });
    expect(said).toContain('restricted_accounts is no longer managed');
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({ [address]: 'update' });
    expect((await acme.during(() => tf.apply(['tfplan']))).writes).toEqual([]);
    acme.world.setLinking({ link_restricted_local_accounts: ['administrator'] });
    await tf.plan([], { expect: 0 });
  });
});
