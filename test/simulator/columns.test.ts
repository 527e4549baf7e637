// View columns: an array of names for each action and app configuration, replaced as a whole.

import { expect, test } from 'vitest';
import { simulate } from './support.ts';

const path = '/management/actions/move-users/view-columns';
const names = ['email', 'a_name_nobody_documents'];

test('an action that nobody changed has the columns of the page', async () => {
  const { send, world } = await simulate();
  const { body } = await send(`GET ${path}?app_config_id=1`);
  expect(body).toEqual({ data: ['first_name', 'last_name', 'email'] });
  expect(world.columns('move-users', '1')).toBeUndefined();
});

test('columns are kept for each action and app configuration', async () => {
  const { send, world } = await simulate();
  const put = await send(`PUT ${path}?app_config_id=1`, { body: names });
  expect([put.status, put.body]).toEqual([200, { data: names }]);
  const columns = async (of: string) => (await send(`GET /management/actions/${of}`)).body.data;
  expect(await columns('move-users/view-columns?app_config_id=1')).toEqual(names);
  expect(await columns('move-user/view-columns?app_config_id=1')).toEqual(names);
  for (const other of [
    'move-users/view-columns?app_config_id=2',
    'delete-users/view-columns?app_config_id=1',
  ])
    expect(await columns(other)).toHaveLength(3);
  expect(world.columns('move-users', '1')).toEqual(names);
});

test('columns are given, and changed behind everybody', async () => {
  const { send, world } = await simulate({ world: { columns: { 'move-users/1': ['email'] } } });
  const columns = async () => (await send(`GET ${path}?app_config_id=1`)).body.data;
  expect(await columns()).toEqual(['email']);
  world.setColumns('move-users', '1', names);
  expect(await columns()).toEqual(names);
});

test.each([[{}], [{ data: names }], ['"email"'], [[1]], [['']], ['null']])(
  'the body %j is a 400 and changes nothing',
  async (body) => {
    const { send, world } = await simulate();
    expect((await send(`PUT ${path}?app_config_id=1`, { body })).status).toBe(400);
    expect(world.columns('move-users', '1')).toBeUndefined();
  },
);

test('an unknown action is a 404, and a body that is not JSON a 415', async () => {
  const { send } = await simulate();
  expect((await send('GET /management/actions/move-all/view-columns')).status).toBe(404);
  const headers = { 'Content-Type': 'text/plain' };
  expect((await send(`PUT ${path}`, { body: '[]', headers })).status).toBe(415);
});
