// The seeded world: decided by its seed, as varied as a real fleet, and in agreement with itself.

import { expect, test } from 'vitest';
import { simulate } from './support.ts';

async function rows(options: { devices: number; seed?: number; duplicateSerials?: number }) {
  const { world } = await simulate(options);
  return { world, devices: world.deviceIds().map((id) => world.device(id) ?? {}) };
}

test('the same seed gives the same fleet, another seed another; a larger one begins alike', async () => {
  const one = (await rows({ devices: 50, seed: 4 })).devices;
  expect((await rows({ devices: 50, seed: 4 })).devices).toEqual(one);
  expect((await rows({ devices: 50, seed: 5 })).devices).not.toEqual(one);
  expect((await rows({ devices: 60, seed: 4 })).devices.slice(0, 50)).toEqual(one);
  expect(one[0]?.['id']).toBe('2000000000001');
});

test('agents are mostly active, some pending; every join type and system is there', async () => {
  const { devices } = await rows({ devices: 2000 });
  const share = (field: string, value: string): number =>
    devices.filter((row) => row[field] === value).length / devices.length;
  expect(share('agent_status', 'active')).toBeCloseTo(0.8, 1);
  expect(share('agent_status', 'pending')).toBeCloseTo(0.15, 1);
  const kinds = (field: string) => new Set(devices.map((row) => row[field]));
  expect(kinds('join_type')).toEqual(
    new Set(['IDPJoined', 'ID360Joined', 'EntraJoined', 'ADEntraHybridJoined', 'ADJoined']),
  );
  expect(kinds('os_type')).toEqual(new Set(['Windows', 'macOS', 'Linux']));
});

test('only devices enrolled through Identity360 show is_deactivated and device_accounts', async () => {
  const { devices } = await rows({ devices: 300 });
  for (const row of devices) {
    const enrolled = String(row['join_type']).startsWith('ID');
    expect(['is_deactivated' in row, 'device_accounts' in row]).toEqual([enrolled, enrolled]);
  }
});

test('serial numbers are unique, but for as many duplicates as are asked for', async () => {
  const serials = async (duplicateSerials: number) =>
    new Set((await rows({ devices: 3000, duplicateSerials })).devices.map((row) => row['serial_number']))
      .size;
  expect(await serials(0)).toBe(3000);
  expect(await serials(7)).toBe(2993);
});

test('local accounts agree with the counts that a device shows', async () => {
  const { world, devices } = await rows({ devices: 200 });
  for (const row of devices.filter((device) => 'device_accounts' in device)) {
    const accounts = world.accounts(String(row['id'])) as readonly { is_idp_linked: boolean }[];
    expect(row['device_accounts']).toEqual({
      total_local_accounts: accounts.length,
      linked_local_accounts: accounts.filter((account) => account.is_idp_linked).length,
    });
  }
});

test('about one device in fifty has no unlinked Administrator', async () => {
  const { world } = await rows({ devices: 2000 });
  const isSafe = (id: string): boolean =>
    (world.accounts(id) as readonly { permission_level: string; is_idp_linked: boolean }[]).some(
      (account) => account.permission_level === 'Administrator' && !account.is_idp_linked,
    );
  const unsafe = world.deviceIds().filter((id) => !isSafe(id)).length;
  expect(unsafe).toBeGreaterThan(20);
  expect(unsafe).toBeLessThan(70);
});

test('the handle changes the world behind everybody', async () => {
  const { world, send } = await simulate({ devices: 2 });
  expect(world.setDevice('2000000000001', { owner: 'Nobody', tenant: null })).toBe(true);
  expect(world.setDevice('7', { owner: 'Nobody' })).toBe(false);
  world.addDevice({ id: '7', name: 'NEW', agent_status: 'pending' });
  world.setAccounts('7', [{ id: '1', user_name: 'root' }]);
  world.setLinking({ is_enabled: true });
  expect((await send('GET /devices/2000000000001')).body).toMatchObject({ owner: 'Nobody' });
  expect((await send('GET /devices')).body.data.at(-1)).toEqual({
    id: '7',
    name: 'NEW',
    agent_status: 'pending',
  });
  expect((await send('GET /devices/7/accounts')).body.data).toEqual([{ id: '1', user_name: 'root' }]);
  expect((await send('GET /device-account-linking')).body.is_enabled).toBe(true);
  expect([world.removeDevice('7'), world.removeDevice('7'), world.deviceCount()]).toEqual([true, false, 2]);
});
