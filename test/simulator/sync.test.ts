// sync-now really links, its job ends after a few reads, and the history tells what was linked.

import { expect, test } from 'vitest';
import { filter, sampleDevices, simulate } from './support.ts';

const path = '/device-account-linking';
const account = (id: string, user_name: string, is_idp_linked = false) => ({
  id,
  user_name,
  permission_level: 'Standard',
  is_idp_linked,
});

const world = {
  devices: sampleDevices,
  accounts: {
    '2000000000001': [account('31', 'Administrator'), account('32', 'john'), account('33', 'jane', true)],
    '2000000000002': [account('34', 'on-a-pending-device')],
    '2000000000005': [account('35', 'mei')],
    '2000000000006': [],
  },
};

async function synced(is_enabled: boolean) {
  const simulator = await simulate({ world });
  await simulator.send(`PATCH ${path}`, { body: { is_enabled } });
  const { status, body } = await simulator.send(`POST ${path}/sync-now`);
  return { ...simulator, status, body };
}

test('the answer is the one of the page', async () => {
  const { status, body } = await synced(false);
  expect(status).toBe(200);
  expect(body).toEqual({
    data: {
      id: '2000000293042',
      status: 'RUNNING',
      message: 'Process is initiated, check jobs for current status.',
    },
  });
});

test('unlinked accounts that are not restricted are linked where an agent is active', async () => {
  const { send, world: live } = await synced(true);
  const linked = async (id: string): Promise<unknown> =>
    (await send(`GET /devices/${id}/accounts`)).body.data
      .filter((row: { is_idp_linked: boolean }) => row.is_idp_linked)
      .map((row: { user_name: string }) => row.user_name);
  expect(await linked('2000000000001')).toEqual(['john', 'jane']);
  expect(await linked('2000000000002')).toEqual([]);
  expect(await linked('2000000000005')).toEqual(['mei']);
  expect(live.device('2000000000001')).toMatchObject({
    device_accounts: { total_local_accounts: 3, linked_local_accounts: 2 },
  });
});

test('nothing is linked where linking is off, or a second time', async () => {
  expect((await synced(false)).world.history()).toEqual([]);
  const { send, world: live } = await synced(true);
  await send(`POST ${path}/sync-now`);
  expect(live.history()).toHaveLength(2);
});

test('the history has a row for each account', async () => {
  const { send } = await synced(true);
  const { body } = await send(`GET ${path}/history`);
  expect(body.meta).toEqual({ start_index: 1, limit: 100, total_no_of_objects: 2 });
  expect(body.data[0]).toMatchObject({
    device_name: 'DESKTOP-WIN11-001',
    link_action: 'Link',
    local_account: { id: '32', user_name: 'john' },
    linking_attribute: 'localAccountName',
    status: 'success',
  });
});

test('a job runs for a few reads and is then completed', async () => {
  const { send } = await synced(true);
  const read = async (): Promise<string> =>
    (await send(`GET /jobs?${filter('id eq "2000000293042"')}`)).body.data[0].status;
  expect([await read(), await read(), await read(), await read()]).toEqual([
    ...['RUNNING', 'RUNNING', 'COMPLETED', 'COMPLETED'],
  ]);
  expect((await send(`GET /jobs?${filter('id eq "1"')}`)).body.data).toEqual([]);
});
