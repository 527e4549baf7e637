// id360_action_entities: the users that an action sees, and that nobody is selected by mistake.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { keysOf, session, wrong } from './kit.ts';

const user = (n: number, first_name: string, last_name: string | null, ou: string): JsonObject => ({
  id: String(2000000174050 + n),
  first_name,
  ...(last_name !== null && { last_name }),
  email: `${first_name.toLowerCase()}@contoso.example`,
  ou,
});
const id = (n: number): string => String(2000000174050 + n);
const world = {
  ous: { '10': null, '11': '10', '12': '11', '13': '10' },
  users: [
    user(1, 'John', 'Doe', '10'),
    user(2, 'Jane', 'Doe', '11'),
    user(3, 'Mei', 'Lin', '12'),
    user(4, 'Omar', 'Doe', '13'),
  ],
};
const base = { action: 'move-users', app_config_id: '2000000000001' };

test('a filter selects users, with all that the API shows of them', async () => {
  const { values } = await session({ world });
  const { entities } = await values('id360_action_entities', { ...base, filter: 'first_name sw "J"' });
  expect(entities).toEqual({
    [id(1)]: { id: id(1), first_name: 'John', last_name: 'Doe', email: 'john@contoso.example' },
    [id(2)]: { id: id(2), first_name: 'Jane', last_name: 'Doe', email: 'jane@contoso.example' },
  });
});

test.each([
  ['OUs with what lies below them', { ou: { selected_ids: ['11'] } }, [2, 3]],
  ['OUs alone', { ou: { selected_ids: ['11'], exclude_child_ous: true } }, [2]],
  ['OUs without others', { ou: { selected_ids: ['10'], deselected_ids: ['11'] } }, [1, 4]],
  ['OUs and a filter', { ou: { selected_ids: ['11'] }, filter: 'last_name eq "Doe"' }, [2]],
  ['everybody, because a filter says so', { filter: 'id pr' }, [1, 2, 3, 4]],
])('%s', async (_, select, expected) => {
  const { values } = await session({ world });
  const { entities } = await values('id360_action_entities', { ...base, ...select });
  expect(keysOf(entities)).toEqual(expected.map(id));
});

test('no app configuration: none is sent; the action may be in the singular', async () => {
  const { values, requests } = await session({ world });
  await values('id360_action_entities', { action: 'move-user', filter: 'id pr', fields: ['email'] });
  const [request] = requests;
  expect(request?.path).toBe('/api/v1/management/actions/move-users/data');
  expect(request?.query).not.toHaveProperty(['app.appConfig_id']);
});

test('fields that were asked for; one that no user shows is null, with a warning at it', async () => {
  const { looked } = await session({ world });
  const given = { ...base, filter: `id eq "${id(1)}"`, fields: ['email', 'last_nam', 'constructor'] };
  const { values, findings } = await looked('id360_action_entities', given);
  expect(values).toEqual({
    entities: { [id(1)]: { email: 'john@contoso.example', last_nam: null, constructor: null } },
  });
  expect(findings).toMatchObject([
    { code: 'data.field-not-shown', severity: 'warning', next: 'did you mean "last_name"?' },
    { code: 'data.field-not-shown' },
  ]);
});

test('users that cannot be checked against the filter are told of', async () => {
  const users = [...world.users, user(5, 'Prince', null, '10')];
  const { looked } = await session({ world: { ...world, users } });
  const given = { ...base, filter: 'not (last_name eq "Doe")' };
  const { values, findings } = await looked('id360_action_entities', given);
  expect(keysOf(values['entities'])).toEqual([id(3), id(5)]);
  expect(findings).toMatchObject([{ code: 'user-action.unchecked-rows', severity: 'warning' }]);
});

test('users for an action that deletes must be checked: else it is an error', async () => {
  const users = [...world.users, user(5, 'Prince', null, '10')];
  const { looked } = await session({ world: { ...world, users } });
  const given = { ...base, action: 'delete-users', filter: 'not (last_name eq "Doe")' };
  const { findings } = await looked('id360_action_entities', given);
  expect(findings).toMatchObject([{ code: 'user-action.unchecked-rows', severity: 'error' }]);
});

test('a selection that the server does not take is an error at the argument that has it', async () => {
  const { failure } = await session({ world });
  const { summary, where } = await failure('id360_action_entities', {
    ...base,
    ou: { selected_ids: ['99'] },
  });
  expect(summary).toBe('id360_action_entities: the server does not take its selection');
  expect(where?.column).toBe(JSON.stringify({ ...base, ou: {} }).indexOf('{}') + 1);
});

test.each([
  [{}, ['data.argument']],
  [{ ou: { selected_ids: [] } }, ['data.argument ou selected_ids']],
  [{ ou: { selected_ids: ['11', '1,2'] } }, ['data.argument ou selected_ids 1']],
  [{ ou: { selected_ids: ['1'], deselected_ids: [null] } }, ['data.argument ou deselected_ids 0']],
  [{ filter: 'last_name eq' }, ['config.invalid-filter filter']],
  [{ filter: '' }, ['config.invalid-filter filter']],
  [{ filter: 'id pr', action: '../devices' }, ['data.argument action']],
  [{ filter: 'id pr', app_config_id: '' }, ['data.argument app_config_id']],
])('%j is refused', (given, expected) => {
  expect(wrong('id360_action_entities', { ...base, ...given })).toEqual(expected);
});
