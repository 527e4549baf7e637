// What the device actions do: approve, deny, activate, deactivate, delete, and the bulk calls with a result for each id.

import { expect, test } from 'vitest';
import { sampleWorld, simulate } from './support.ts';

test.each([
  ['POST /device/2000000000002/approve-agent', '2000000000002', { agent_status: 'active' }],
  ['POST /device/2000000000002/deny-agent', '2000000000002', { agent_status: 'denied' }],
  ['POST /devices/2000000000001/deactivate', '2000000000001', { is_deactivated: true }],
  ['POST /devices/2000000000001/activate', '2000000000001', { is_deactivated: false }],
])('%s answers 204 and changes the device', async (call, id, changed) => {
  const { send, world } = await simulate(sampleWorld);
  const before = world.device(id);
  const { status, text } = await send(call);
  expect({ status, text }).toEqual({ status: 204, text: '' });
  expect(world.device(id)).toEqual({ ...before, ...changed });
  expect((await send(`GET /devices/${id}`)).body).toEqual({ ...before, ...changed });
});

test('a device that does not show is_deactivated does not show it afterwards', async () => {
  const { send, world } = await simulate(sampleWorld);
  const before = world.device('2000000000005');
  expect((await send('POST /devices/2000000000005/deactivate')).status).toBe(204);
  expect(world.device('2000000000005')).toEqual(before);
});

test('deletion removes a device enrolled here, and only the agent of another', async () => {
  const { send, world } = await simulate(sampleWorld);
  expect((await send('DELETE /devices/2000000000001')).status).toBe(204);
  expect(world.device('2000000000001')).toBeUndefined();
  expect((await send('DELETE /devices/2000000000001')).status).toBe(404);
  expect((await send('DELETE /devices/2000000000005')).status).toBe(204);
  const left = world.device('2000000000005');
  expect(left).toMatchObject({ agent_status: 'inactive', name: 'LAPTOP-ENTRA-005' });
  expect(left).not.toHaveProperty('agent_version');
});

test.each(['activate', 'deactivate'])('%s of a missing device is a 404', async (action) => {
  const { send } = await simulate(sampleWorld);
  const { status, body } = await send(`POST /devices/7/${action}`);
  expect([status, body.error.title]).toEqual([404, 'Device Not Found']);
});

test('a bulk call answers for each id as on the page', async () => {
  const { send, world } = await simulate(sampleWorld);
  const ids = encodeURIComponent('2000000000002,2000000000009');
  const { status, body } = await send(`POST /device/approve-agent?ids=${ids}`);
  expect(status).toBe(200);
  expect(body.data).toEqual([
    { resource_id: '2000000000002', status: 204 },
    {
      resource_id: '2000000000009',
      status: 404,
      error: {
        code: '********',
        title: 'Device Not Found',
        detail: 'No device found with ID 2000000000009.',
      },
    },
  ]);
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'active' });
});

test('a bulk denial denies', async () => {
  const { send, world } = await simulate(sampleWorld);
  await send('POST /device/deny-agent?ids=2000000000001,2000000000002');
  expect(world.device('2000000000001')).toMatchObject({ agent_status: 'denied' });
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'denied' });
});

test.each(['', '?ids='])('a bulk call without ids is refused: %s', async (query) => {
  const { send } = await simulate(sampleWorld);
  expect((await send(`POST /device/deny-agent${query}`)).status).toBe(400);
});
