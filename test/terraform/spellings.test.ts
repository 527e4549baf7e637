// One desired state in three spellings: as YAML, as Terraform JSON through trueup, and the same file through the real
// terraform. Each against a tenant of its own that is like the others: the same changes, and the same calls.

import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GivenWorld, Options } from '../../src/simulator/index.ts';
import { type Room, room } from '../cli/harness.ts';
import { throughTerraform, throughTrueup } from './kit/spell.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, type Tenant, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const examples = join(import.meta.dirname, '../../examples');

const linking = 'PATCH device-account-linking';

/** With the calls that each makes, in their order. */
const spellings: readonly (readonly [path: string, options: Options, sorts: readonly string[]])[] = [
  ['small/desired.yaml', { devices: 60 }, [linking, 'POST deactivate']],
  ['windows.yaml', { devices: 60, seed: 7 }, [linking, 'POST approve-agent']],
  ['actions/leavers.yaml', { devices: 20 }, ['POST execute']],
  ['actions/moves.yaml', { devices: 20 }, ['POST CreateWorkFlowRequest']],
  [
    'finance/tenants/finance',
    { devices: 60 },
    [linking, 'POST approve-agent', 'POST activate', 'POST sync-now'],
  ],
];

/** What an example would hardly do in one go. */
const everyPhase = `version: 1
account_linking: { attribute_value: mail, sync: on_change, acknowledge: a test }
device_sets:
  approved: { agent: approved, select: { ids: ["2000000000001", "2000000000002"] } }
  denied: { agent: denied, acknowledge: a test, select: { ids: ["2000000000003"] } }
  removed: { agent: removed, acknowledge: a test, select: { ids: ["2000000000004"] } }
  activated: { access: activated, select: { ids: ["2000000000005", "2000000000006"] } }
  deactivated: { access: deactivated, acknowledge: a test, select: { ids: ["2000000000007", "2000000000008"] } }
view_columns:
  move-users: { app_config_id: "2000000000001", columns: [last_name, email] }
user_actions:
  park: { action: move-users, app_config_id: "2000000000001", template: { id: "7" }, select: { user_ids: ["1"] } }
user_moves:
  managers: { domain: admp.local, container: "OU=m,DC=local", subject: Move users, accounts: [john] }
`;
const policy = 'version: 1\ntenants:\n  own: { guards: { max_removals: 1 } }\n';
const phases: GivenWorld = {
  devices: laptops(40).map((row, i) =>
    i < 3 ? row : { ...row, agent_status: 'active', is_deactivated: i === 4 || i === 5 },
  ),
  users: [{ id: '1', last_name: 'Doe', email: 'doe@contoso.example' }],
};

async function like(options: Options): Promise<Tenant> {
  const live = await tenant(options);
  const admanager = {
    ADMANAGER_BASE_URL: new URL(live.simulator.url).origin,
    ADMANAGER_AUTH_TOKEN: 'a-token',
  };
  return { ...live, env: { ...live.env, ...admanager } };
}

/** Expects the same of all three, and these sorts of calls in this order. */
async function expectSame(yaml: Room, file: string, options: Options, sorts: readonly string[]) {
  const [first, second, third] = [await like(options), await like(options), await like(options)];
  const converted = await yaml.run('convert', '-f', file, '--out', 'main.tf.json');
  expect([converted.code, converted.stdout]).toEqual([0, '']);
  const text = await readFile(join(yaml.dir, 'main.tf.json'), 'utf8');
  const json = await room();
  await json.write('main.tf.json', text);

  const asYaml = await throughTrueup(yaml, first, file);
  const asJson = await throughTrueup(json, second, 'main.tf.json');
  const tf = await workspace({ 'main.tf.json': text }, { env: third.env });
  const asTerraform = await throughTerraform(tf, third);

  expect(asYaml.refused).toEqual([]);
  expect(Object.keys(asYaml.deeds).length).toBeGreaterThan(0);
  expect(asYaml.turns.length).toBeGreaterThan(0);
  expect(asYaml.turns.map(({ sort }) => sort)).toEqual(sorts);
  expect(asJson).toEqual(asYaml);
  // What Terraform applies together is in order; a resource that it is late with comes afterwards.
  const inOrder = (turns: typeof asYaml.turns) => turns.toSorted((a, b) => (a.sort < b.sort ? -1 : 1));
  expect({ ...asTerraform, turns: inOrder(asTerraform.turns) }).toEqual({
    ...asYaml,
    turns: inOrder(asYaml.turns),
  });
}

acceptance('three spellings', () => {
  test.each(spellings)('%s', async (path, options, sorts) => {
    const yaml = await room();
    await cp(examples, join(yaml.dir, 'examples'), { recursive: true });
    await expectSame(yaml, join('examples', path), options, sorts);
  });

  test('people are locked out before devices are let in, and what cannot be undone comes last', async () => {
    const yaml = await room();
    await yaml.write('desired.yaml', everyPhase);
    await yaml.write('trueup.yaml', policy);
    await expectSame(yaml, 'desired.yaml', { world: phases }, [
      linking,
      'PUT view-columns',
      'POST deactivate',
      'POST deny-agent',
      'POST approve-agent',
      'POST activate',
      'POST execute',
      'POST CreateWorkFlowRequest',
      'DELETE devices',
      'POST sync-now',
    ]);
  });
});
