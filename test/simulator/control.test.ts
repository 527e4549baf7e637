// The control surface: another process changes the world and the settings, and reads the log.

import { expect, test } from 'vitest';
import { sender, simulate } from './support.ts';

async function controlled() {
  const simulator = await simulate({ devices: 3 });
  return { ...simulator, control: sender(`${simulator.accountsUrl}/_simulator`) };
}

test('a device takes a JSON merge patch', async () => {
  const { control, world } = await controlled();
  const { status, body } = await control('POST /devices/2000000000001', {
    body: { agent_status: 'pending', owner: null },
  });
  expect([status, body.agent_status, body.owner]).toEqual([200, 'pending', undefined]);
  expect(world.device('2000000000001')).toEqual(body);
  expect((await control('POST /devices/9', { body: {} })).status).toBe(404);
});

test('a user does too', async () => {
  const { control, world } = await controlled();
  const { status } = await control('POST /users/2000000174051', { body: { fails: 'Locked.' } });
  expect([status, world.user('2000000174051')?.['fails']]).toEqual([200, 'Locked.']);
  expect((await control('POST /users/9', { body: {} })).status).toBe(404);
});

test('settings are changed, and a wrong one changes nothing', async () => {
  const { control, send } = await controlled();
  expect(
    (await control('POST /set', { body: { ids: 'number', faults: { error: { every: 2 } } } })).status,
  ).toBe(200);
  expect((await send('GET /devices')).body.data[0].id).toBe(2000000000001);
  expect((await send('GET /devices')).status).toBe(500);
  const wrong = await control('POST /set', { body: { ids: 'string', denied: 'deleted' } });
  expect([wrong.status, wrong.body.error]).toEqual([
    400,
    expect.stringContaining('denied, inactive, pending, gone'),
  ]);
  expect((await send('GET /devices')).body.data[0].id).toBe(2000000000001);
});

test.each([
  [{ nonsense: 1 }],
  [{ constructor: 1 }],
  [{ faults: { nonsense: 1 } }],
  [{ faults: [{ error: 2 }] }],
  [{ faults: { only: { path: '(' } } }],
  [{ rateLimit: { perSecond: 0 } }],
  [{ tokens: 'one' }],
  [{ bulkMax: 1.5 }],
])('the setting %j is refused', async (body) => {
  const { control } = await controlled();
  expect((await control('POST /set', { body })).status).toBe(400);
});

test('the log is read, and control calls are not in it', async () => {
  const { control, send, requests } = await controlled();
  await send('GET /devices');
  const { body } = await control('GET /requests');
  expect(body.requests).toMatchObject([{ method: 'GET', path: '/api/v1/devices', status: 200 }]);
  expect(requests).toHaveLength(1);
});

test.each([
  ['POST /nothing', 404],
  ['GET /set', 405],
])('%s is a %i', async (call, status) => {
  const { control } = await controlled();
  expect((await control(call, status === 404 ? { body: {} } : {})).status).toBe(status);
});
