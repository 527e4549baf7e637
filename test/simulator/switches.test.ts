// Each switch: what its values change in the answers, and that it can be changed while the simulator runs.

import { expect, test } from 'vitest';
import type { Switches } from '../../src/simulator/index.ts';
import { filter, idsOf, sampleWorld, simulate, walk } from './support.ts';

const first = '2000000000001';
const start = (switches: Partial<Switches>) => simulate({ ...sampleWorld, ...switches });

test.each(['denied', 'inactive', 'pending'] as const)(
  'denied=%s: what a denied device reads',
  async (denied) => {
    const { send } = await start({ denied });
    await send(`POST /device/${first}/deny-agent`);
    expect((await send(`GET /devices/${first}`)).body.agent_status).toBe(denied);
  },
);

test('denied=gone: a denied device is gone', async () => {
  const { send } = await start({ denied: 'gone' });
  expect((await send(`POST /device/deny-agent?ids=${first}`)).body.data[0].status).toBe(204);
  expect((await send(`GET /devices/${first}`)).status).toBe(404);
  expect((await send('GET /devices')).body.meta.total_no_of_objects).toBe(3);
});

test('ids=number: ids are numbers wherever they are shown', async () => {
  const { send } = await start({ ids: 'number' });
  expect((await send(`GET /devices/${first}`)).body.id).toBe(2000000000001);
  const found = await send(`GET /devices?${filter(`id eq "${first}"`)}`);
  expect(found.body.data[0].id).toBe(2000000000001);
  const { body } = await send(`POST /device/approve-agent?ids=${first},9`);
  expect(body.data.map((row: { resource_id: unknown }) => row.resource_id)).toEqual([2000000000001, 9]);
  expect((await send('POST /device-account-linking/sync-now')).body.data.id).toBe(2000000293042);
  expect((await send('GET /jobs')).body.data[0].id).toBe(2000000293042);
  expect((await send(`GET /devices/${first}/accounts`)).body.data[0].id).toEqual(expect.any(Number));
});

test('name=hostname and name=dns: the name is elsewhere, filters still know it', async () => {
  const { send, set } = await start({ name: 'hostname' });
  const second = '2000000000002';
  const named = async () => (await send(`GET /devices?${filter('name eq "LAPTOP-MAC-002"')}`)).body.data[0];
  const shown = await named();
  expect([shown.name, shown.hostname]).toEqual([undefined, 'LAPTOP-MAC-002']);
  expect(idsOf([await send(`GET /devices?${filter('hostname sw "laptop-mac"')}`)])).toEqual([second]);
  set({ name: 'dns' });
  const other = await named();
  expect([other.name, other.hostname, other.dns_hostname]).toEqual([
    undefined,
    undefined,
    'laptop-mac-002.local',
  ]);
});

test('envelope=207: bulk calls answer 207', async () => {
  const { send } = await start({ envelope: 207 });
  expect((await send(`POST /device/approve-agent?ids=${first}`)).status).toBe(207);
});

test('totals=wrong and totals=absent', async () => {
  const { send, set } = await start({ totals: 'wrong' });
  expect((await send('GET /devices')).body.meta.total_no_of_objects).toBe(2);
  set({ totals: 'absent' });
  expect((await send('GET /devices')).body.meta).not.toHaveProperty('total_no_of_objects');
});

test('bulkMax: more ids are a 400 and nothing is done', async () => {
  const { send, world } = await start({ bulkMax: 2 });
  const ids = '2000000000002,2000000000005,2000000000006';
  expect((await send(`POST /device/deny-agent?ids=${ids}`)).status).toBe(400);
  expect(world.device('2000000000005')).toMatchObject({ agent_status: 'active' });
  expect((await send('POST /device/deny-agent?ids=2000000000002,2000000000005')).status).toBe(200);
});

test('a bulk call takes 100 ids by default', async () => {
  const { send, world } = await simulate({ devices: 101 });
  const ids = world.deviceIds();
  expect((await send(`POST /device/approve-agent?ids=${ids.slice(0, 100).join(',')}`)).status).toBe(200);
  expect((await send(`POST /device/approve-agent?ids=${ids.join(',')}`)).status).toBe(400);
});

test('urlMax: a longer URL is a 414', async () => {
  const { send } = await start({ urlMax: 200 });
  expect((await send(`GET /devices?${filter(`name eq "${'x'.repeat(200)}"`)}`)).status).toBe(414);
  expect((await send('GET /devices')).status).toBe(200);
});

test('missingResults: every second id has no result, though its work is done', async () => {
  const { send, world } = await start({ missingResults: 2 });
  const { body } = await send(`POST /device/deny-agent?ids=${first},2000000000002,2000000000005`);
  expect(body.data.map((row: { resource_id: string }) => row.resource_id)).toEqual([first, '2000000000005']);
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'denied' });
});

test('errorCodes: masked, or numbers', async () => {
  const { send, set } = await start({ errorCodes: 'masked' });
  const codes = async () => [
    (await send('GET /devices?limit=0')).body.error.code,
    (await send('GET /devices/9')).body.error.code,
  ];
  expect(await codes()).toEqual(['****', '****']);
  set({ errorCodes: 'number' });
  expect(await codes()).toEqual([107, 71]);
});

test('access=hidden: is_deactivated is never shown, and no filter finds it', async () => {
  const { send, world } = await start({ access: 'hidden' });
  await send(`POST /devices/${first}/deactivate`);
  expect(world.device(first)).toMatchObject({ is_deactivated: true });
  expect((await send(`GET /devices/${first}`)).body).not.toHaveProperty('is_deactivated');
  expect((await send('GET /devices')).text).not.toContain('is_deactivated');
  expect(idsOf([await send(`GET /devices?${filter('is_deactivated eq true')}`)])).toEqual([]);
});

test('a switch that changes while it runs changes what a filter finds', async () => {
  const { send, set } = await start({});
  const found = async () => idsOf([await send(`GET /devices?${filter('is_deactivated eq false')}`)]);
  expect(await found()).toHaveLength(2);
  set({ access: 'hidden' });
  expect(await found()).toEqual([]);
});

test.each(['is_last', 'no_cursor', 'repeated_cursor', 'empty_page'] as const)(
  'lastPage=%s: the paging ends, and every device came once',
  async (lastPage) => {
    const { send, world } = await simulate({ devices: 10, lastPage });
    for (const limit of [3, 5, 10, 100]) {
      const pages = await walk(send, `/devices?limit=${limit}`);
      expect([...new Set(idsOf(pages))]).toEqual(world.deviceIds());
      const { meta, data } = pages.at(-1)?.body ?? {};
      expect(meta.is_last).toBe(lastPage === 'is_last');
      if (lastPage.endsWith('cursor'))
        expect(meta.next_cursor).toBe(lastPage === 'no_cursor' ? null : meta.cursor);
      if (lastPage === 'repeated_cursor' && limit < 10) expect(data).not.toEqual([]);
      if (lastPage === 'empty_page') expect([data, typeof meta.next_cursor]).toEqual([[], 'string']);
    }
  },
);

test('jobReads: how often a job is read as RUNNING', async () => {
  const { send } = await start({ jobReads: 0 });
  await send('POST /device-account-linking/sync-now');
  expect((await send('GET /jobs')).body.data[0].status).toBe('COMPLETED');
});

test.each(['ERROR', 'WARNING'] as const)('jobEnd=%s: how a job ends', async (jobEnd) => {
  const { send } = await start({ jobReads: 1, jobEnd });
  await send('POST /device-account-linking/sync-now');
  expect((await send('GET /jobs')).body.data[0].status).toBe('RUNNING');
  expect((await send('GET /jobs')).body.data[0].status).toBe(jobEnd);
});
