// The id of an import is judged as the arguments of a configuration are, before anything is read; what it leaves out,
// the tenant fills in.

import { expect, test } from 'vitest';
import { ok } from '../../../src/model/result.ts';
import type { Options } from '../../../src/simulator/index.ts';
import type { Diagnostic } from '../../../src/terraform/plugin/messages.ts';
import { importResource } from '../../../src/terraform/rpc/import.ts';
import { resourceTypes } from '../../../src/terraform/schema/resources.ts';
import { decode } from '../../../src/terraform/value/decode.ts';
import { session } from '../data/kit.ts';

const views = { action: 'move-users', app_config_id: '2000000000001' };
const action = { ...views, name: 'park', template: { id: '7' }, select: { user_ids: ['3'] } };
const move = { name: 'm', domain: 'd', container: 'OU=c', subject: 's', accounts: ['john'] };
const all = { filter: 'os_type pr' };

async function importing(type: string, id: string | object, options: Options = {}) {
  const { tenant, requests } = await session(options);
  const type_name = `id360_${type}`;
  const text = typeof id === 'string' ? id : JSON.stringify(id);
  const answer = await importResource(
    { type_name, id: text, client_capabilities: null },
    { tenant: () => ok(tenant) },
  );
  const [imported] = answer.imported_resources ?? [];
  const state = resourceTypes.find(({ name }) => name === type_name)?.state ?? 'dynamic';
  const value = imported?.state?.msgpack ? decode(imported.state.msgpack, state) : null;
  const { diagnostics = [] } = answer;
  const details = diagnostics.map(({ detail = '' }) => detail).join('\n');
  return { value, said: diagnostics.map(inShort), details, asked: requests.length };
}

/** The code, the argument that it stands at, and what is said. */
function inShort({ summary, detail = '', attribute }: Diagnostic): string {
  const code = /\(([a-z-]+\.[a-z-]+)\)$/.exec(detail)?.[1];
  const at = attribute?.steps.map((step) => ('attribute_name' in step ? step.attribute_name : '')).join('.');
  return `${code} ${at ?? '-'}: ${summary}`;
}

test.each<[string, object, readonly RegExp[]]>([
  ['account_linking', { is_enabled: 'yes' }, [/^config.wrong-type is_enabled: .*the text "yes"$/]],
  ['account_linking', { sync: 'sometimes' }, [/^config.wrong-value sync: .*sync is "sometimes"$/]],
  [
    'account_linking',
    { restricted_accounts: { names: 'root' }, attribute_type: 'mail' },
    [/^config.wrong-value attribute_type: /, /^config.wrong-type restricted_accounts: /],
  ],
  [
    'account_linking',
    { ondemand_provisioning_settings: { level: 'admin' } },
    [/^config.unknown-key ondemand_provisioning_settings: /],
  ],
  ['view_columns', { ...views, app_config_id: 2000000000001 }, [/^config.wrong-type app_config_id: /]],
  ['view_columns', { ...views, action: ['move-users'] }, [/^config.wrong-type action: /]],
  ['view_columns', { ...views, columns: ['a', 'a'] }, [/^config.wrong-value columns: /]],
  ['device_set', { agent: 'aproved', select: all }, [/^config.wrong-value agent: .*agent is "aproved"$/]],
  ['device_set', { agent: true, select: all }, [/^config.wrong-value agent: .*agent is true$/]],
  ['device_set', { name: 5, agent: 'approved', select: all }, [/^config.wrong-type name: /]],
  ['device_set', { select: { ids: [2000000000001] } }, [/^config.wrong-type select: /]],
  ['device_set', { agent: 'approved' }, [/^config.missing-key -: .*has no "select"$/]],
  [
    'device_set',
    { agent: 'approved', select: { file: 'a.csv' } },
    [/^config.not-an-argument select: /, /select is empty$/],
  ],
  ['user_action', { ...action, retries: 'two' }, [/^config.wrong-type retries: /]],
  ['user_action', { ...action, template: undefined }, [/^config.missing-key -: .*has no "template"$/]],
  ['user_move', { ...move, accounts: 'john' }, [/^config.wrong-type accounts: /]],
])('%s %j is refused at its argument, and nothing is read', async (type, id, expected) => {
  const { value, said, asked } = await importing(type, id);
  expect(said).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  expect([value, asked]).toEqual([null, 0]);
});

test('a short form is judged as well', async () => {
  const { said, asked } = await importing('view_columns', 'move-users/x y');
  expect(said).toEqual([expect.stringMatching(/^config.wrong-value app_config_id: .*is "x y"$/)]);
  expect(asked).toBe(0);
});

test.each([
  { app_config_id: '2000000000001' },
  { action: 'move-users' },
  { action: 'move-users', app_config_id: null },
  {},
])('view columns by %j: what names them is missing', async (id) => {
  const { said, asked } = await importing('view_columns', id);
  expect(said).toEqual([expect.stringMatching(/^terraform.import-id -: .*is not an import id of/)]);
  expect(asked).toBe(0);
});

test('settings that are left out are the tenant’s, and so are those that are null', async () => {
  const linking = { is_enabled: true, attribute_type: 'attribute', attribute_value: 'mail' };
  const id = { sync: 'on_change', attribute_value: null, restricted_accounts: { mode: 'at_least' } };
  const { value, said } = await importing('account_linking', id, {
    world: { linking: { ...linking, link_restricted_local_accounts: ['root'] } },
  });
  expect(said).toEqual([]);
  expect(value).toMatchObject({
    ...linking,
    sync: 'on_change',
    restricted_accounts: { mode: 'at_least', names: ['root'] },
  });
});

test('view columns by JSON need no columns', async () => {
  const { value, said } = await importing('view_columns', views);
  expect(said).toEqual([]);
  expect(value).toMatchObject({ ...views, columns: expect.any(Array) });
});

const devices = (...statuses: readonly string[]): Options => ({
  world: {
    devices: statuses.map((agent_status, i) => ({ id: String(i + 1), os_type: 'Windows', agent_status })),
  },
});

test.each([
  ['active', 'approved'],
  ['denied', 'denied'],
])('a selection of which all are %s wants them %s', async (status, agent) => {
  const { value, said } = await importing('device_set', 'os_type pr', devices(status, status));
  expect(said).toEqual([]);
  expect(value).toMatchObject({ agent, select: all });
});

test('what is null in the id says nothing', async () => {
  const { value } = await importing('device_set', { agent: null, select: all }, devices('active'));
  expect(value).toMatchObject({ agent: 'approved', access: null });
});

test.each([
  ['differs', ['active', 'pending']],
  ['differs', ['active', 'quarantined']],
  ['missing', []],
])('import-%s of %j: an id that says what is wanted is shown, and is taken', async (code, found) => {
  const { said, details } = await importing('device_set', 'os_type pr', devices(...found));
  expect(said).toEqual([expect.stringMatching(`^terraform.import-${code} -: .*"os_type pr" selects`)]);
  const shown = /such as (\{.*\})/.exec(details)?.[1] ?? '';
  expect((await importing('device_set', shown, devices(...found))).value).toMatchObject({
    agent: 'approved',
  });
});

test('what is not in the state that the import comes nearest to is told, by id, name and state', async () => {
  const { details } = await importing(
    'device_set',
    'os_type pr',
    devices('denied', 'active', 'denied', 'odd'),
  );
  expect(details.split('\n').slice(0, 3)).toEqual([
    'What is wanted cannot be told from what is there: 2 of 4 are denied, and',
    '  2 is active',
    '  4 is odd',
  ]);
  expect(details).toContain('{"agent":"denied","select":{"filter":"os_type pr"}}');
});

test('of many that are otherwise, ten are told', async () => {
  const statuses = [...Array(13).fill('active'), ...Array(12).fill('pending')];
  const { details } = await importing('device_set', 'os_type pr', devices(...statuses));
  const lines = details.split('\n');
  expect(lines[0]).toContain(': 13 of 25 are approved, and');
  expect(lines.slice(1, 11)).toEqual(Array.from({ length: 10 }, (_, i) => `  ${i + 14} is pending`));
  expect(lines[11]).toBe('  and 2 more');
});

const missing = (id: string) => [
  expect.stringMatching(`^terraform.import-missing -: "${id}" selects what is not`),
];

test.each([
  ['LAPTOP-1', 'LAPTOP-1'],
  ['2000000000999', '2000000000999'],
  ['1,2,3', '3'],
  [{ select: { ids: ['1', '9'] } }, '9'],
  [{ select: { ids: ['1'], serial_numbers: ['PF3k'] } }, 'PF3k'],
])('devices by %j: what is not there is told, and what an id may be', async (id, absent) => {
  const { value, said, details } = await importing('device_set', id, devices('active', 'active'));
  expect(said).toEqual(missing('.*'));
  expect(details).toMatch(new RegExp(`^Not among the devices of the tenant: ${absent}\\b`));
  expect(details).toContain('ids with commas between');
  expect(details).toContain('select takes filter, ids, serial_numbers');
  expect(value).toBeNull();
});

test('devices that are not there yet, with an id that says what is wanted of them, are taken with a warning', async () => {
  const id = { agent: 'approved', select: { ids: ['1'], serial_numbers: ['PF3k'] } };
  const { value, said } = await importing('device_set', id, devices('active'));
  expect(said).toEqual([expect.stringMatching(/^device.unknown-serial select: .*PF3k/)]);
  expect(value).toMatchObject({ ...id, members: { '1': 'approved' } });
});

test.each([
  [{ user_ids: ['3', '9'] }, /^9: move-users does not list it/],
  [{ filter: 'last_name eq "Nobody"' }, /^move-users lists no user for its filter/],
])('users by %j who are not there have not run', async (select, because) => {
  const { value, said, details } = await importing(
    'user_action',
    { ...action, select },
    { world: { users: [{ id: '3', last_name: 'Doe' }] } },
  );
  expect(said).toEqual(missing('.*'));
  expect(details).toMatch(because);
  expect(value).toBeNull();
});

test.each([
  ['account_linking', 'foo', /It is account_linking, for a tenant has one of it, or a JSON object/],
  ['account_linking', 'id360_account_linking', /It is account_linking,/],
  ['user_action', 'park', /It is a JSON object of its arguments \(select takes /],
  ['user_move', 'john', /It is a JSON object of its arguments$/m],
  ['view_columns', 'move-users', /It is action\/app_config_id, or a JSON object/],
])('%s by %s: no such id is documented', async (type, id, because) => {
  const { value, said, details, asked } = await importing(type, id);
  expect(said).toEqual([expect.stringMatching(/^terraform.import-id -: "/)]);
  expect(details).toMatch(because);
  expect([value, asked]).toEqual([null, 0]);
});

test('view columns of an action that is not there', async () => {
  const { value, said } = await importing('view_columns', 'no-such/2000000000001');
  expect(said).toEqual([
    expect.stringMatching(/^terraform.import-missing -: There is no view_columns.no-such/),
  ]);
  expect(value).toBeNull();
});

test('an id that says what is wanted is taken whatever is there', async () => {
  const id = { access: 'deactivated', select: all };
  const { value } = await importing('device_set', id, devices('active', 'pending'));
  expect(value).toMatchObject({ ...id, agent: null });
});
