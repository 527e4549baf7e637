// What is exported, converted and imported plans to nothing: what the tenant does not show, the import ids say.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, room } from '../cli/harness.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const linking = {
  is_enabled: true,
  attribute_type: 'attribute',
  attribute_value: 'localAccountName',
  ondemand_provisioning_settings: { is_enabled: true, default_permission_level: 'standard' },
  link_restricted_local_accounts: ['sysadmin', 'administrator', 'recovery'],
};
const [first = {}, second = {}] = laptops(2, { agent_status: 'active' });
const world = { linking, devices: [first, { ...second, is_deactivated: true }] };

type Edit = (yaml: string) => string;

/** What people make of an export without changing what is wanted of the tenant. */
const edits: readonly (readonly [string, Edit])[] = [
  ['as it is', (yaml) => yaml],
  ['without mode', (yaml) => yaml.replace(/ +mode: exact\n/, '')],
  [
    'with fewer names in another order, and what the tenant does not show',
    (yaml) =>
      named(yaml, 'at_least', ['Recovery', 'SYSADMIN']).replace(
        'account_linking:\n',
        'account_linking:\n  sync: never\n  acknowledge: reviewed\n',
      ),
  ],
];

const named = (yaml: string, mode: string, names: readonly string[]): string =>
  yaml.replace(
    /restricted_accounts:\n( .*\n)+/,
    `restricted_accounts:\n  mode: ${mode}\n  names: ${JSON.stringify(names)}\n`,
  );

interface Import {
  readonly to: string;
  readonly id: string;
}

acceptance('an export, converted', () => {
  test.each(edits)(
    '%s: by import blocks, by command and as YAML again it plans to nothing',
    async (_, edit) => {
      const { env, during } = await tenant({ world });
      const { dir, run, write } = await room(env);
      await run('export', '--out', 'tenant.yaml');
      const exported = await readFile(join(dir, 'tenant.yaml'), 'utf8');
      await write('tenant.yaml', edit(exported));
      await run('convert', '-f', 'tenant.yaml', '--out', 'main.tf.json');
      const text = await readFile(join(dir, 'main.tf.json'), 'utf8');
      const { import: imports }: { import: readonly Import[] } = JSON.parse(text);

      const { writes } = await during(async () => {
        const blocks = await workspace({ 'main.tf.json': text }, { env });
        const { said } = await blocks.plan([], { expect: 2 });
        expect(said).toContain('3 to import, 0 to add, 0 to change, 0 to destroy');
        expect(said).not.toContain('Warning');
        const command = await workspace({ 'main.tf.json': text }, { env });
        for (const { to, id } of imports) await command.run(['import', '-input=false', to, id]);
        await command.plan([], { expect: 0 });
      });
      expect(writes).toEqual([]);

      await run('convert', '-f', 'main.tf.json', '--out', 'again.yaml');
      for (const file of ['tenant.yaml', 'main.tf.json', 'again.yaml'])
        expect(documentOf(await run('plan', '-f', file, '--json'))).toMatchObject({
          changes: [],
          reason: 'done',
        });
    },
  );

  test('settings that are written by hand without what has a default, imported by the short id, plan to nothing', async () => {
    const { env } = await tenant({ world });
    const tf = await workspace(
      `resource "id360_account_linking" "this" {
        is_enabled      = true
        attribute_type  = "attribute"
        attribute_value = "localAccountName"
        ondemand_provisioning_settings = { is_enabled = true, default_permission_level = "standard" }
        restricted_accounts = { names = ["sysadmin", "administrator", "recovery"] }
      }\n`,
      { env },
    );
    await tf.run(['import', '-input=false', 'id360_account_linking.this', 'account_linking']);
    await tf.plan([], { expect: 0 });
  });

  test('what live has otherwise is taken in, whatever the id says', async () => {
    const { env } = await tenant({ world });
    const wanted = { is_enabled: false, restricted_accounts: { mode: 'exact', names: ['sysadmin'] } };
    const body = JSON.stringify({ resource: { id360_account_linking: { this: wanted } } });
    const tf = await workspace({ 'head.tf': head, 'main.tf.json': body }, { env });
    await tf.run(['import', '-input=false', 'id360_account_linking.this', JSON.stringify(wanted)]);
    const [resource] = (await tf.state()).resources;
    expect(resource?.instances[0]?.attributes).toMatchObject({
      is_enabled: true,
      restricted_accounts: { mode: 'exact', names: linking.link_restricted_local_accounts },
    });
  });
});
