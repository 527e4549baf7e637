// Reading devices: the page's samples come back as they are, and fields choose what is shown.

import { expect, test } from 'vitest';
import { filter, sampleDevices, sampleWorld, simulate } from './support.ts';

test('the list of the page is answered with its meta', async () => {
  const { send } = await simulate(sampleWorld);
  const { status, body, headers } = await send('GET /devices');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body).toEqual({
    data: sampleDevices,
    meta: { cursor: null, next_cursor: null, is_last: true, limit: 100, total_no_of_objects: 4 },
  });
});

test('one device is the bare object', async () => {
  const { send } = await simulate(sampleWorld);
  const { status, body } = await send('GET /devices/2000000000006');
  expect({ status, body }).toEqual({ status: 200, body: sampleDevices[3] });
});

test('a device that is not there is a 404 with a masked code', async () => {
  const { send } = await simulate(sampleWorld);
  const { status, body } = await send('GET /devices/2000000000009');
  expect(status).toBe(404);
  expect(body).toEqual({
    error: {
      code: '********',
      title: 'Device Not Found',
      detail: 'No device found with ID 2000000000009.',
    },
  });
});

test('fields choose what a list and a device show; dotted ones keep their object', async () => {
  const { send } = await simulate(sampleWorld);
  const list = await send('GET /devices?fields=id,device_accounts.linked_local_accounts&limit=1');
  expect(list.body.data).toEqual([{ id: '2000000000001', device_accounts: { linked_local_accounts: 1 } }]);
  const one = await send('GET /devices/2000000000002?fields=name,agent_status');
  expect(one.body).toEqual({ name: 'LAPTOP-MAC-002', agent_status: 'pending' });
});

test.each([
  'GET /devices?fields=id,nonsense',
  'GET /devices/2000000000001?fields=nonsense',
  'GET /devices?sort=nonsense',
  'GET /devices?limit=0',
  'GET /devices?limit=many',
  'GET /devices?cursor=nonsense',
  `GET /devices?${filter('firstName eq "John"')}`,
  `GET /devices?${filter('os_type eq')}`,
  'GET /devices?filter=',
])('%s is an invalid parameter, never all rows', async (call) => {
  const { send } = await simulate(sampleWorld);
  const { status, body } = await send(call);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: '00000107', title: 'Invalid Parameter' });
});

test('local accounts are listed for a device, 404 without one', async () => {
  const { send } = await simulate(sampleWorld);
  const { body } = await send('GET /devices/2000000000001/accounts');
  expect(body.data).toHaveLength(3);
  const linked = body.data.filter((account: { is_idp_linked: boolean }) => account.is_idp_linked);
  expect(linked).toEqual([
    { ...linked[0], idp_user_details: { user_name: expect.stringContaining('@'), link_status: 'Linked' } },
  ]);
  expect((await send('GET /devices/1/accounts')).status).toBe(404);
});
