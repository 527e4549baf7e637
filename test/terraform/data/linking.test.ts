// id360_account_linking and its history: the live settings in the words of the resource, and the rows newest first.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { resourceTypes } from '../../../src/terraform/schema/resources.ts';
import { session, typeOf, wrong } from './kit.ts';

const linking = {
  is_enabled: true,
  attribute_type: 'attribute',
  attribute_value: 'mail',
  link_restricted_local_accounts: ['administrator', 'kiosk'],
  ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
};

test('the live settings; what the API has beside them is left out', async () => {
  const { values } = await session({ world: { linking: { ...linking, grace_days: 3 } } });
  const { link_restricted_local_accounts: names, ...settings } = linking;
  expect(await values('id360_account_linking')).toEqual({ ...settings, restricted_accounts: names });
});

test('what the API does not show is null or absent, never a default', async () => {
  const { values } = await session({ world: { linking: { is_enabled: true } } });
  expect(await values('id360_account_linking')).toEqual({ is_enabled: true, restricted_accounts: null });
});

test('its attributes are the arguments of the resource, but for what no server shows', () => {
  const namesOf = (attributes: readonly { readonly name: string }[] = []) =>
    attributes.map(({ name }) => name);
  const resource = resourceTypes.find(({ name }) => name === 'id360_account_linking');
  const only = ['sync', 'acknowledge', 'changes', 'plan_id'];
  const { attributes } = typeOf('id360_account_linking').schema;
  expect(namesOf(attributes)).toEqual(
    namesOf(resource?.schema.attributes).filter((name) => !only.includes(name)),
  );
  const nested = attributes.find(({ name }) => name === 'ondemand_provisioning_settings')?.nested;
  expect(namesOf(nested?.attributes)).toEqual(['is_enabled', 'default_permission_level']);
});

const at = (n: number): string => new Date(Date.UTC(2026, 0, n)).toISOString();
const entry = (n: number, more: JsonObject = {}): JsonObject => ({
  id: String(n),
  device_name: `LAPTOP-${n % 3}`,
  link_action: 'Link',
  action_time: at(n),
  local_account: { id: `1${n}`, user_name: `user${n}` },
  status: n % 2 === 0 ? 'failed' : 'success',
  ...more,
});
const history = Array.from({ length: 5 }, (_, n) => entry(n + 1));
const idsIn = ({ rows }: JsonObject) => (rows as readonly JsonObject[]).map(({ id }) => id);

test('rows are the newest first, and objects are there even where the API shows none', async () => {
  const { values } = await session({ world: { history } });
  const found = await values('id360_account_linking_history', {});
  expect(idsIn(found)).toEqual(['5', '4', '3', '2', '1']);
  expect(found['rows']).toMatchObject([
    {
      id: '5',
      action_time: at(5),
      local_account: { id: '15', user_name: 'user5' },
      idp_account: { user_id: null, user_name: null },
      status: 'success',
      status_message: null,
    },
    {},
    {},
    {},
    {},
  ]);
});

test('filter, since and limit go together', async () => {
  const { values } = await session({ world: { history } });
  const read = async (given: JsonObject) => idsIn(await values('id360_account_linking_history', given));
  expect(await read({ filter: 'status eq "failed"' })).toEqual(['4', '2']);
  expect(await read({ since: '2026-01-03' })).toEqual(['5', '4', '3']);
  expect(await read({ limit: 2 })).toEqual(['5', '4']);
  expect(await read({ filter: 'status eq "success"', since: at(2), limit: 1 })).toEqual(['5']);
});

test('since may be how long ago', async () => {
  const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const rows = [entry(1, { action_time: ago(1) }), entry(2, { action_time: ago(48) })];
  const { values } = await session({ world: { history: rows } });
  expect(idsIn(await values('id360_account_linking_history', { since: '24h' }))).toEqual(['1']);
  expect(idsIn(await values('id360_account_linking_history', { since: '7d' }))).toEqual(['1', '2']);
});

test('without a limit, at most 100 rows', async () => {
  const many = Array.from({ length: 130 }, (_, n) => entry(n + 1));
  const { values } = await session({ world: { history: many } });
  const ids = idsIn(await values('id360_account_linking_history'));
  expect(ids).toHaveLength(100);
  expect(ids[0]).toBe('130');
  expect(idsIn(await values('id360_account_linking_history', { limit: 1000 }))).toHaveLength(130);
});

test.each([
  [{ filter: 'status eq' }, ['config.invalid-filter filter']],
  [{ filter: 'not (nope pr)' }, ['config.unknown-attribute filter']],
  [{ since: 'yesterday' }, ['data.argument since']],
  [{ limit: 0 }, ['data.argument limit']],
  [{ limit: 1.5, since: '7w' }, ['data.argument since', 'data.argument limit']],
])('%j is refused', (given, expected) => {
  expect(wrong('id360_account_linking_history', given)).toEqual(expected);
});

test('every column of the history is an attribute with its description', () => {
  const rows = typeOf('id360_account_linking_history').schema.attributes.find(({ name }) => name === 'rows');
  const all = (rows?.nested?.attributes ?? []).flatMap((one) => [one, ...(one.nested?.attributes ?? [])]);
  expect(all).toHaveLength(13);
  expect(all.filter(({ description }) => !description.endsWith('.'))).toEqual([]);
});
