// id360_devices: which devices, which fields, and what is refused before anything is sent.

import { expect, test } from 'vitest';
import { attributes } from '../../../src/kinds/device/attributes.ts';
import { findingsOf, fleet, keysOf, session, wrong } from './kit.ts';

const id = (n: number): string => String(2000000000000 + n);

test('all devices by id, with the usual fields as texts; what a device does not show is null', async () => {
  const { values } = await session({ world: { devices: fleet } });
  const { devices, ids } = await values('id360_devices');
  expect(ids).toEqual([1, 2, 3, 4].map(id));
  expect(devices).toMatchObject({
    [id(1)]: {
      name: 'LAPTOP-1',
      os_type: 'Windows',
      serial_number: 'SN-1',
      agent_status: 'pending',
      is_deactivated: 'false',
      join_type: 'IDPJoined',
      domain: null,
    },
    [id(2)]: { name: 'LAPTOP-2' },
    [id(4)]: { name: 'kiosk', join_type: null },
  });
});

test('a filter selects, and ids are sorted whatever order the API has', async () => {
  const { values } = await session({ world: { devices: [...fleet].reverse() } });
  const filter = 'os_type ne "Linux" and (name sw "LAPTOP" or is_agent_outdated eq true)';
  const { devices, ids } = await values('id360_devices', { filter });
  expect(ids).toEqual([1, 2, 4].map(id));
  expect(keysOf(devices)).toEqual(ids);
});

test('a filter may select nothing', async () => {
  const { values } = await session({ world: { devices: fleet } });
  expect(await values('id360_devices', { filter: 'os_type eq "OS/2"' })).toEqual({ devices: {}, ids: [] });
});

test('only the fields that were asked for; members of members by their dotted name, whole objects as JSON', async () => {
  const { values } = await session({ world: { devices: fleet } });
  const fields = ['id', 'device_accounts.total_local_accounts', 'device_accounts', 'owner'];
  const { devices } = await values('id360_devices', { filter: 'os_type eq "Linux"', fields });
  expect(devices).toEqual({
    [id(3)]: {
      id: id(3),
      'device_accounts.total_local_accounts': '3',
      device_accounts: '{"total_local_accounts":3,"linked_local_accounts":1}',
      owner: null,
    },
  });
});

test('no fields at all: the ids alone', async () => {
  const { values } = await session({ world: { devices: fleet } });
  const { devices } = await values('id360_devices', { filter: 'name eq "laptop-1"', fields: [] });
  expect(devices).toEqual({ [id(1)]: {} });
});

test('ids that the API sends as numbers are the same ids', async () => {
  const { values } = await session({ world: { devices: fleet }, ids: 'number' });
  const { devices, ids } = await values('id360_devices', { filter: `id eq "${id(2)}"`, fields: ['id'] });
  expect({ devices, ids }).toEqual({ devices: { [id(2)]: { id: id(2) } }, ids: [id(2)] });
});

test('every attribute that a filter may name may be a field', () => {
  expect(wrong('id360_devices', { fields: [...attributes] })).toEqual([]);
});

test.each([
  [{ filter: 'os_type eq' }, ['config.invalid-filter filter']],
  [{ filter: '' }, ['config.invalid-filter filter']],
  [{ filter: 'not (os_typ eq "Linux")' }, ['config.unknown-attribute filter']],
  [{ fields: ['name', 'os_typ', 'nope'] }, ['data.unknown-field fields 1', 'data.unknown-field fields 2']],
  [{ fields: [null] }, ['data.unknown-field fields 0']],
  [{ filter: 'id', fields: ['OS_TYPE'] }, ['config.invalid-filter filter', 'data.unknown-field fields 0']],
])('%j is refused at its attribute', (given, expected) => {
  expect(wrong('id360_devices', given)).toEqual(expected);
});

test('a filter that is refused says where in it, and a field which name is near', () => {
  const [filter] = findingsOf('id360_devices', { filter: 'name pr and os_typ eq "Linux"' });
  expect(filter?.why).toContain('at character 13');
  expect(filter?.next).toContain('os_type');
  const [near, far] = findingsOf('id360_devices', { fields: ['Serial-Number', 'zzz'] });
  expect(near?.next).toBe('did you mean "serial_number"?');
  expect(far?.why).toContain('agent_status');
});
