// The constructs: what they make, and what they say of wrong input when the app is synthesised.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { afterAll, expect, test } from 'vitest';
import { ApprovedFleet, Id360Tenant, SafeAccountLinking, UserAction } from '../../src/cdktf/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'trueup-constructs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Made {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly provider: Record<string, readonly Record<string, unknown>[]>;
  readonly warnings: readonly string[];
}

/** Synthesises a stack; what stops it is thrown. */
function synth(fill: (stack: TerraformStack) => void): Made {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 's');
  fill(stack);
  // A stack with resources and no provider is refused by the library.
  if (stack.node.tryFindChild('tenant') === undefined) new Id360Tenant(stack, 'tenant', { dataCenter: 'us' });
  app.synth();
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
  const annotations: readonly { readonly message: string }[] = read('manifest.json').stacks.s.annotations;
  return { ...read('stacks/s/cdk.tf.json'), warnings: annotations.map(({ message }) => message) };
}

function fleetOf(csv: string | Uint8Array): Made {
  const file = join(folder, 'inv.csv');
  writeFileSync(file, csv);
  return synth((stack) => new ApprovedFleet(stack, 'fleet', { inventory: pathToFileURL(file) }));
}

const selectOf = ({ resource }: Made): unknown => resource['id360_device_set']?.['fleet']?.['select'];

test('a fleet is what the inventory lists; a row that has both is meant by its id', () => {
  const made = fleetOf('\ufeffSerial Number;ID;owner\r\nC02;17;"Lee; Kim"\r\n;18;\r\nPF3;;ann\r\n');
  expect(selectOf(made)).toEqual({ ids: ['17', '18'], serial_numbers: ['PF3'] });
  expect(made.warnings).toEqual([]);
});

test('a row that stands twice is a warning, and counts once', () => {
  const made = fleetOf('id\n17\n17\n');
  expect(selectOf(made)).toEqual({ ids: ['17'] });
  expect(made.warnings).toEqual([
    expect.stringMatching(/inv\.csv:3: id 17 stands twice: it is in line 2 already/),
  ]);
});

test.each([
  [
    'no such column',
    'name,owner\na,b\n',
    /inv\.csv:1: .*no column that names devices: .*"name", "owner".*Next: name a column.*config\.csv-header/,
  ],
  ['a row that names nothing', 'id,owner\n1,a\n,b\n', /inv\.csv:3: this row names no device/],
  ['a rounded id', 'id\n2E+12\n', /inv\.csv:2: 2E\+12 is not a whole id/],
  ['an open quote', 'id\n"1\n', /inv\.csv:2: .*is not valid CSV/],
  ['no rows', 'id\n', /inv\.csv: .*has no devices/],
  ['bytes that are no text', new Uint8Array([105, 100, 10, 0xff, 10]), /inv\.csv:2: .*is not UTF-8 text/],
])('an inventory with %s stops the synthesis', (_name, csv, says) => {
  expect(() => fleetOf(csv)).toThrow(says);
});

test('every mistake of an app is told at once, each with the path of its construct', () => {
  const wrong = (stack: TerraformStack): void => {
    new ApprovedFleet(stack, 'gone', { inventory: 'no-such.csv' });
    // A program in JavaScript is not held by the types.
    new Id360Tenant(stack, 'tenant', { dataCenter: 'us', guards: { maxDenials: '110%', maxRemovals: -1 } });
    new SafeAccountLinking(stack, 'linking', { restricted: ['breakglass', ' '] });
  };
  expect(() => synth(wrong)).toThrow(
    /\[s\/gone\] no-such\.csv: cannot read no-such\.csv: there is no such file[\s\S]*\[s\/tenant\] guards\.maxDenials is 110%[\s\S]*\[s\/tenant\] guards\.maxRemovals is -1[\s\S]*\[s\/linking\] restricted has a name that is empty/,
  );
});

const floor = ['administrator', 'admin', 'root', 'sysadmin', 'recovery'];
const restrictedIn = ({ resource }: Made): unknown =>
  resource['id360_account_linking']?.['linking']?.['restricted_accounts'];

test('the floor is restricted in either mode, each name once; nothing is taken away unless that is asked for', () => {
  const bare = synth((stack) => new SafeAccountLinking(stack, 'linking'));
  expect(restrictedIn(bare)).toEqual({ mode: 'at_least', names: floor });
  const restricted = ['Root', 'breakglass', 'BreakGlass'];
  const exact = synth((stack) => new SafeAccountLinking(stack, 'linking', { mode: 'exact', restricted }));
  expect(restrictedIn(exact)).toEqual({ mode: 'exact', names: [...floor, 'breakglass'] });
});

test('names that only terraform knows are refused, not dropped', () => {
  const wrong = (stack: TerraformStack): void => {
    const restricted = new TerraformVariable(stack, 'names', { type: 'list(string)' }).listValue;
    new SafeAccountLinking(stack, 'linking', { restricted });
  };
  expect(() => synth(wrong)).toThrow(/known only to terraform/);
});

test('what is not said of a tenant is left to the provider', () => {
  const made = synth((stack) => new Id360Tenant(stack, 'tenant', { dataCenter: 'eu' }));
  expect(made.provider).toEqual({ id360: [{ data_center: 'eu' }] });
});

test('template data stays a list of objects, with keys as they are', () => {
  const data = [{ OPERATION: 'DISABLE', list: ['a'] }, { x: { y: 1 } }];
  const made = synth((stack) => {
    const template = { id: '1', data };
    new UserAction(stack, 'a', {
      name: 'a',
      action: 'move-users',
      appConfigId: '1',
      template,
      select: { userIds: ['1'] },
    });
  });
  expect(made.resource['id360_user_action']?.['a']?.['template']).toEqual({ id: '1', data });
});
