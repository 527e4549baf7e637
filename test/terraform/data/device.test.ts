// id360_device: by id, by serial number, and what there is to say where that is not one device.

import { expect, test } from 'vitest';
import { fleet, listingsIn, session, wrong } from './kit.ts';

const id = (n: number): string => String(2000000000000 + n);

test('by id: what it is, and all that the API shows of it', async () => {
  const { values, requests } = await session({ world: { devices: fleet } });
  expect(await values('id360_device', { id: id(3) })).toEqual({
    id: id(3),
    serial_number: ' sn-TWICE',
    name: 'SERVER-3',
    os_type: 'Linux',
    join_type: null,
    agent_status: 'pending',
    is_deactivated: false,
    attributes: {
      id: id(3),
      name: 'SERVER-3',
      serial_number: ' sn-TWICE',
      os_type: 'Linux',
      agent_status: 'pending',
      is_deactivated: 'false',
      'device_accounts.total_local_accounts': '3',
      'device_accounts.linked_local_accounts': '1',
    },
  });
  expect(requests.map(({ path }) => path)).toEqual([`/api/v1/devices/${id(3)}`]);
});

test('by serial number, without case and outer white space, as a device set compares it', async () => {
  const { values } = await session({ world: { devices: fleet } });
  const found = await values('id360_device', { serial_number: ' sn-2 ' });
  expect(found).toMatchObject({ id: id(2), name: 'LAPTOP-2', serial_number: 'SN-2' });
});

test('what the API does not show is null, and an id that is a number is a text', async () => {
  const { values } = await session({ world: { devices: fleet }, access: 'hidden', ids: 'number' });
  const found = await values('id360_device', { serial_number: 'SN-1' });
  expect(found).toMatchObject({ id: id(1), is_deactivated: null, attributes: { id: id(1), owner: 'ada' } });
  expect(found['attributes']).not.toHaveProperty('is_deactivated');
});

test.each([
  [{ id: id(9) }, id(9)],
  [{ serial_number: 'SN-9' }, 'SN-9'],
])('no device has %j', async (given, named) => {
  const { failure } = await session({ world: { devices: fleet } });
  const { code, summary, where } = await failure('id360_device', given);
  expect(code).toBe('data.no-device');
  expect(summary).toContain(named);
  expect(where?.file).toBe('id360_device');
});

test('a serial number of two devices is an error that names both', async () => {
  const { failure } = await session({ world: { devices: fleet } });
  const { code, why } = await failure('id360_device', { serial_number: 'sn-twice' });
  expect(code).toBe('data.shared-serial');
  expect(why).toContain(`${id(3)} (SERVER-3), ${id(4)} (kiosk)`);
});

test('several devices by serial number take one listing', async () => {
  const { values, requests } = await session({ world: { devices: fleet } });
  await Promise.all(['SN-1', 'SN-2'].map((serial_number) => values('id360_device', { serial_number })));
  expect(listingsIn(requests)).toBe(1);
});

test.each([
  [{}, ['data.argument']],
  [{ id: id(1), serial_number: 'SN-1' }, ['data.argument serial_number']],
  [{ id: 'a/../b' }, ['data.argument id']],
  [{ id: '' }, ['data.argument id']],
  [{ serial_number: ' ' }, ['data.argument serial_number']],
])('%j is refused', (given, expected) => {
  expect(wrong('id360_device', given)).toEqual(expected);
});
