// Executions: what they do to users and how they tell, and the selections that retry and forward store without starting
// anything.

import { expect, test } from 'vitest';
import { executed, path, start, wish } from './management.ts';
import { filter, idsOf, type Told } from './support.ts';

const outcomes = ({ body }: Told): unknown =>
  body.data.flat().map((row: { user: { id: string }; status: string }) => [row.user.id, row.status]);

test('an execution starts, goes on for a few reads and ends', async () => {
  const { answer, words, send, execution } = await executed(['11', '12']);
  expect(answer).toEqual({ id: expect.any(String), status: 'yet_to_start' });
  expect(words).toEqual(['yet_to_start', 'pending', 'completed']);
  const { id } = answer;
  expect((await send(`GET ${execution}`)).body.data).toEqual({
    id,
    status: 'completed',
    failed_count: 0,
    success_count: 2,
    summary_data: [],
  });
});

test('its entities are one array deeper, and say who failed and why', async () => {
  const { words, entities } = await executed(['11', '13', '77', '11']);
  expect(words.at(-1)).toBe('completed_with_errors');
  const { body } = await entities();
  expect(body.meta).toEqual({ start_index: '1', limit: 200, total_no_of_objects: 3 });
  const shown = { id: '11', first_name: 'John', last_name: 'Doe', email: 'john@contoso.example' };
  expect(body.data[0][0]).toEqual({ user: shown, status: 'success', message: 'User modified successfully.' });
  expect(body.data[0][1]).toMatchObject({ status: 'failure', message: 'The mailbox is locked.' });
  expect(body.data[0][2]).toEqual({
    ...{ user: { id: '77' }, status: 'failure', message: 'No user found with ID 77.' },
  });
  expect(outcomes(await entities(`?${filter('first_name eq "mei"')}`))).toEqual([['13', 'failure']]);
  expect(outcomes(await entities('?from=2&limit=1'))).toEqual([['13', 'failure']]);
  expect((await entities(`?${filter('serial_number pr')}`)).status).toBe(400);
});

test('before it ends nothing is told of its entities', async () => {
  const { send } = await start();
  const { body } = await send(`POST ${path}/execute`, wish(['11']));
  const execution = `${path}/executions/${body.data.id}`;
  expect((await send(`GET ${execution}/data`)).body.data).toEqual([[]]);
  expect((await send(`GET ${execution}`)).body.data).toMatchObject({
    status: 'yet_to_start',
    failed_count: 0,
    success_count: 0,
  });
  await send(`GET ${execution}`);
  expect((await send(`GET ${execution}/data`)).body.data).toHaveLength(1);
  expect((await send(`GET ${execution}/data`)).body.data[0]).toHaveLength(1);
});

test.each([[undefined], [[]]])('user_ids %j means everyone', async (user_ids) => {
  const { entities, world: live } = await executed(user_ids);
  expect((await entities()).body.meta.total_no_of_objects).toBe(4);
  expect(live.executions()[0]).toMatchObject({ user_ids: [], success_count: 3, failed_count: 1 });
});

test('what the call asked for is remembered, with a filter in its query', async () => {
  const { send, world: live } = await start();
  await send(
    `POST ${path}/execute?${filter('id pr')}&criteria=all`,
    wish(['11'], { app_config_id: 2000000000009 }),
  );
  expect(live.executions()).toMatchObject([
    {
      action: 'move-users',
      app_config_id: '2000000000009',
      user_ids: ['11'],
      end: 'completed',
      filter: 'id pr',
      criteria: 'all',
      template_input: { id: '2000000000001', data: [{ OPERATION: 'DISABLE' }] },
    },
  ]);
});

test.each([
  [{ app_config_id: undefined }],
  [{ template_input: undefined }],
  [{ template_input: { data: [] } }],
  [{ template_input: { id: '1', data: [{ OPERATION: 1 }] } }],
  [{ user_ids: '11' }],
  [{ user_ids: [null] }],
  [{ users: ['11'] }],
])('a body with %j is a 400 and executes nothing', async (more) => {
  const { send, world: live } = await start();
  expect((await send(`POST ${path}/execute`, wish(['11'], more))).status).toBe(400);
  expect((await send(`POST ${path}/execute`, { body: [] })).status).toBe(400);
  expect(live.executions()).toEqual([]);
});

test('delete-users removes those for whom it succeeded', async () => {
  const { send, world: live } = await start();
  await send('POST /management/actions/delete-users/execute', wish(['11', '13']));
  expect(live.users().map(({ id }) => id)).toEqual(['12', '13', '14']);
});

test('a user fails as often as the row says', async () => {
  const { send, world: live } = await start();
  live.setUser('11', { fails_times: 2 });
  for (const count of [0, 1, 2]) {
    await send(`POST ${path}/execute`, wish(['11']));
    expect(live.executions()[count]).toMatchObject({ failed_count: count < 2 ? 1 : 0 });
  }
});

test.each(['retry', 'forward/delete-user'])('%s stores a selection and starts nothing', async (call) => {
  const { send, world: live, execution } = await executed(['12', '13', '77']);
  const { body, status } = await send(`POST ${execution}/${call}`);
  expect([status, Object.keys(body.data)]).toEqual([200, ['view_id']]);
  expect(live.executions()).toHaveLength(1);
  const [own, other] = call === 'retry' ? ['move-users', 'delete-users'] : ['delete-users', 'move-users'];
  const view = `data?view_id=${body.data.view_id}`;
  const listed = await send(`GET /management/actions/${own}/${view}`);
  expect(idsOf([listed])).toEqual(call === 'retry' ? ['13'] : ['12']);
  expect(listed.body.data[0].$is_selected).toBe(true);
  expect((await send(`GET /management/actions/${other}/${view}`)).status).toBe(404);
  expect((await send(`GET ${path}/data`)).body.data[1].$is_selected).toBe(false);
});

test('a selection keeps to users that are still there, and to a filter', async () => {
  const { send, world: live, execution } = await executed(['11', '12']);
  const { body } = await send(`POST ${execution}/forward/move-users`);
  const view = `${path}/data?view_id=${body.data.view_id}`;
  expect(idsOf([await send(`GET ${view}&${filter('first_name eq "Jane"')}`)])).toEqual(['12']);
  live.removeUser('12');
  expect(idsOf([await send(`GET ${view}`)])).toEqual(['11']);
});

test('executions are known by their action and their id', async () => {
  const { send, answer, execution } = await executed(['11']);
  for (const end of ['', '/status', '/data'])
    for (const before of [`${path}/executions/77`, execution.replace('move', 'delete')])
      expect((await send(`GET ${before}${end}`)).status).toBe(404);
  expect((await send(`POST ${execution}/forward/nowhere`)).status).toBe(404);
  expect((await send(`POST ${path}/executions/77/retry`)).status).toBe(404);
  const singular = `GET /management/actions/move-user/executions/${answer.id}/status`;
  expect((await send(singular)).body.data).toBe('completed');
});

test.each(['time_out', 'interrupted'] as const)(
  'executionEnd=%s: the first half was worked on, and the others have no entity',
  async (executionEnd) => {
    const { words, entities } = await executed(['14', '12', '11'], { executionEnd });
    expect(words.at(-1)).toBe(executionEnd);
    expect(outcomes(await entities())).toEqual([
      ['14', 'success'],
      ['12', 'success'],
    ]);
  },
);

test('executionReads: how often an execution is read before it ends', async () => {
  expect((await executed(['11'], { executionReads: 0 })).words).toEqual(['completed']);
  expect((await executed(['11'], { executionReads: 1 })).words).toEqual(['yet_to_start', 'completed']);
});

test('entityRows=flat: the entities are rows as elsewhere', async () => {
  const { entities } = await executed(['11'], { entityRows: 'flat' });
  expect((await entities()).body.data[0].status).toBe('success');
});

test('executions are listed, newest first, only where executionsListed says so', async () => {
  const { send, set, answer } = await executed(['11']);
  const missing = await send(`GET ${path}/executions`);
  expect([missing.status, missing.body.error.title]).toEqual([404, 'Unsupported Endpoint']);
  set({ executionsListed: 'yes' });
  const second = (await send(`POST ${path}/execute`, wish(['13']))).body.data.id;
  await send('POST /management/actions/delete-users/execute', wish(['14']));
  const { body } = await send(`GET ${path}/executions`);
  expect(body.data).toEqual([
    { id: second, status: 'yet_to_start', failed_count: 0, success_count: 0 },
    { id: answer.id, status: 'completed', failed_count: 0, success_count: 1 },
  ]);
});

test('ids=number: ids of users, executions and selections are numbers', async () => {
  const { send, answer, entities, execution } = await executed(['11'], { ids: 'number' });
  expect([typeof answer.id, (await send(`GET ${execution}`)).body.data.id]).toEqual(['number', answer.id]);
  expect((await send(`GET ${path}/data`)).body.data[0].id).toBe(11);
  expect((await entities()).body.data[0][0].user.id).toBe(11);
  expect((await send(`POST ${execution}/retry`)).body.data.view_id).toEqual(expect.any(Number));
});
