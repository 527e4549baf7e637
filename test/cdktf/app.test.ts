// The example app as a stranger runs it: with cdktf and with cdktn, with nothing but node, and under tsc --strict.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ci, declare, node, type Stranger, stranger, synthesise, tsc } from './stranger.ts';

// The compiler reads both libraries whole.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let here: Stranger;
beforeAll(async () => {
  here = await stranger();
  await declare(here);
});
afterAll(() => here.close());

const strict = [
  ...['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'],
  ...['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'],
];

/** Without the library's own version, and without where the state file lies. */
function comparable(stack: Record<string, unknown>): unknown {
  const { '//': _, terraform, ...rest } = stack;
  return { ...rest, providers: (terraform as Record<string, unknown>)['required_providers'] };
}

test('the app synthesises to the same Terraform JSON with cdktf and with cdktn', async () => {
  const [old, next] = [await synthesise(here.folder, 'cdktf'), await synthesise(here.folder, 'cdktn')];
  expect(comparable(next)).toEqual(comparable(old));
  expect(comparable(old)).toMatchObject({
    providers: { id360: { source: 'trueup/id360' } },
    provider: {
      id360: [
        { tenant: 'finance', guards: { max_denials: '5%', max_removals: '0', rules: [{ name: 'small' }] } },
      ],
    },
    resource: {
      id360_account_linking: {
        linking: {
          restricted_accounts: {
            mode: 'exact',
            names: ['administrator', 'admin', 'root', 'sysadmin', 'recovery', 'breakglass'],
          },
        },
      },
      id360_device_set: {
        loaners: {
          name: 'loaners',
          agent: 'approved',
          select: { ids: ['2000000000004'], serial_numbers: ['5CG0123ABC'] },
        },
      },
      id360_view_columns: { 'move-users': { columns: ['first_name', 'last_name', 'email'] } },
    },
  });
});

const wrong = `
import { Construct } from 'constructs';
import { App, TerraformStack, type TerraformResource } from 'FLAVOUR';
import { ApprovedFleet, DataId360Devices, Id360Tenant, SafeAccountLinking, UserAction } from 'trueup/FLAVOUR';

const stack = new TerraformStack(new App(), 'stack');
const { provider } = new Id360Tenant(stack, 'tenant', { baseUrl: 'http://127.0.0.1/api/v1', guards: { maxDenials: 3 } });
const fleet: Construct = new ApprovedFleet(stack, 'fleet', { inventory: 'a.csv', access: 'activated', provider });
const set: TerraformResource = new ApprovedFleet(stack, 'other', { inventory: 'a.csv' }).set;
new UserAction(stack, 'leavers', {
  name: 'leavers', action: 'move-users', appConfigId: '1', select: { userIds: ['1'] }, dependsOn: [set],
  template: { id: '1', data: [{ OPERATION: 'DISABLE' }] },
});
new DataId360Devices(stack, 'devices', { filter: 'id pr' }).devices;
// @ts-expect-error one of dataCenter and baseUrl
new Id360Tenant(stack, 'a', { name: 'a' });
// @ts-expect-error no such data centre
new Id360Tenant(stack, 'b', { dataCenter: 'mars' });
// @ts-expect-error no percentage
new Id360Tenant(stack, 'c', { dataCenter: 'us', guards: { maxDenials: 'many' } });
// @ts-expect-error secrets are not taken
new Id360Tenant(stack, 'd', { dataCenter: 'us', accessToken: 'x' });
// @ts-expect-error an inventory is needed
new ApprovedFleet(stack, 'e', {});
// @ts-expect-error no such level
new SafeAccountLinking(stack, 'f', { ondemandProvisioningSettings: { defaultPermissionLevel: 'root' } });
// @ts-expect-error a list of objects
new UserAction(stack, 'g', { name: 'g', action: 'a', appConfigId: '1', select: {}, template: { id: '1', data: 'x' } });
fleet.node.path;
`;

test('the example is right, and what is wrong is an error of the compiler, with either library', async () => {
  for (const flavour of ci.flavours)
    await writeFile(join(here.folder, `${flavour}.mts`), wrong.replaceAll('FLAVOUR', flavour));
  const files = ci.flavours.flatMap((flavour) => [`${flavour}/main.mjs`, `${flavour}.mts`]);
  expect(await tsc(here.folder, [...strict, '--allowJs', '--checkJs', ...files])).toBe('');
});

const older = `
import { App, TerraformStack } from 'FLAVOUR';
import { ViewColumns, Id360Tenant } from 'trueup/FLAVOUR';
const stack = new TerraformStack(new App({ outdir: 'older-FLAVOUR' }), 'stack');
new Id360Tenant(stack, 'tenant', { dataCenter: 'us' });
new ViewColumns(stack, 'columns', { action: 'move-users', appConfigId: '1', columns: ['email'] });
console.log(Object.keys(stack.toTerraform().resource));
`;

test('a project in CommonJS, as both libraries set one up, compiles and runs', async () => {
  for (const flavour of ci.flavours)
    await writeFile(join(here.folder, `older-${flavour}.ts`), older.replaceAll('FLAVOUR', flavour));
  const files = ci.flavours.map((flavour) => `older-${flavour}.ts`);
  const how = ['--strict', '--module', 'commonjs', '--moduleResolution', 'node10', '--target', 'es2022'];
  expect(await tsc(here.folder, [...how, '--types', 'node', ...files])).toBe('');
  for (const flavour of ci.flavours)
    expect(await node(here.folder, `older-${flavour}.js`)).toContain('id360_view_columns');
});
