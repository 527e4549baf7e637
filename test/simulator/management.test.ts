// Management actions: which users an action sees, who may call, and the seeded users.

import { expect, test } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { path, start, users, wish } from './management.ts';
import { filter, idsOf, simulate } from './support.ts';

test('the users that an action sees are as on the page, without the hidden members', async () => {
  const { send } = await start();
  const { body } = await send(`GET ${path}/data?limit=3`);
  expect(body.meta).toEqual({ start_index: '1', limit: 3, total_no_of_objects: 4 });
  expect(body.data[2]).toEqual({
    id: '13',
    first_name: 'Mei',
    last_name: 'Doe',
    email: 'mei@contoso.example',
    $is_selected: false,
  });
  expect((await send(`GET ${path}/data`)).body.meta.limit).toBe(200);
});

test.each([
  ['move-user', 200],
  ['delete-users', 200],
  ['delete-user', 200],
  ['move-everything', 404],
  ['constructor', 404],
])('the action %s is a %i', async (action, status) => {
  const { send } = await start();
  expect((await send(`GET /management/actions/${action}/data`)).status).toBe(status);
  expect((await send(`POST /management/actions/${action}/execute`, wish(['11']))).status).toBe(status);
});

test.each([
  [filter('first_name eq "john" or email sw "omar"'), ['11', '14']],
  [filter('not (last_name eq "Doe")'), []],
  ['from=0&limit=2', ['11', '12']],
  ['from=1&limit=2', ['11', '12']],
  ['from=3&limit=2', ['13', '14']],
  ['from=5', []],
  ['app.ou.selected_ids=2', ['12', '13']],
  ['app.ou.selected_ids=2,9', ['12', '13', '14']],
  ['app.ou.selected_ids=["2","9"]', ['12', '13', '14']],
  ['app.ou.selected_ids=1&app.ou.exclude_child_ous=true', ['11']],
  ['app.ou.selected_ids=1&app.ou.deselected_ids=2', ['11']],
  ['app.ou.selected_ids=1,3&app.ou.deselected_ids=2', ['11', '13']],
  ['app.ou.selected_ids=1&app.ou.deselected_ids=2&app.ou.exclude_child_ous=true', ['11']],
  ['app.ou.deselected_ids=1', ['14']],
  [`app.ou.selected_ids=2&${filter('first_name eq "Mei"')}&app.appConfig_id=7`, ['13']],
])('data?%s', async (query, ids) => {
  const { send } = await start();
  expect(idsOf([await send(`GET ${path}/data?${query}`)])).toEqual(ids);
});

test.each([
  [filter('os_type eq "Windows"'), 400],
  [filter('ou eq "1"'), 400],
  [filter('first_name eq'), 400],
  ['criteria={}', 400],
  ['app.ou.selected_ids=77', 400],
  ['app.ou.selected_ids=', 400],
  ['app.ou.exclude_child_ous=maybe', 400],
  ['from=-1', 400],
  ['view_id=77', 404],
  ['view_id=', 404],
])('data?%s is a %i and never everyone', async (query, status) => {
  const { send } = await start();
  expect((await send(`GET ${path}/data?${query}`)).status).toBe(status);
});

test('firstIndex=0: lists by offset count from 0', async () => {
  const { send } = await start({ firstIndex: 0 });
  const page = await send(`GET ${path}/data?from=1&limit=2`);
  expect([idsOf([page]), page.body.meta.start_index]).toEqual([['12', '13'], '1']);
  expect(idsOf([await send(`GET ${path}/data?limit=2`)])).toEqual(['11', '12']);
});

test('OUs that run in a circle are walked once', async () => {
  const { send } = await start({ world: { users, ous: { '1': '2', '2': '1', '9': null } } });
  expect(idsOf([await send(`GET ${path}/data?app.ou.selected_ids=9`)])).toEqual(['14']);
});

test.each([
  ['id360.management.read', [200, 403, 403, 403]],
  ['id360.management.WRITE', [403, 200, 404, 200]],
  ['id360.management.update', [403, 403, 403, 200]],
  ['ID360.Management.ALL', [200, 200, 404, 200]],
  ['id360.device.ALL', [403, 403, 403, 403]],
])('scope %s', async (scope, statuses) => {
  const { send } = await start({ scopes: [scope] });
  const answers = [
    await send(`GET ${path}/data`),
    await send(`POST ${path}/execute`, wish(['11'])),
    await send(`POST ${path}/executions/77/retry`),
    await send(`PUT ${path}/view-columns`, { body: ['email'] }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(statuses);
});

test('the seeded users are decided by the seed, each with an address of its own', async () => {
  const rows = async (options: Options) => (await simulate(options)).world.users();
  const one = await rows({ users: 600, seed: 3 });
  expect(await rows({ users: 600, seed: 3 })).toEqual(one);
  expect(await rows({ users: 600, seed: 4 })).not.toEqual(one);
  expect(await rows({})).toHaveLength(40);
  expect(one[0]?.['id']).toBe('2000000174051');
  const different = (name: string): number => new Set(one.map((row) => row[name])).size;
  expect([different('email'), different('ou')]).toEqual([600, 6]);
  expect(different('first_name')).toBeGreaterThan(20);
});
