// Lists: every row comes once whatever the page size, cursors belong to their query, filters and sorts mean what
// they say, and a limit over the maximum is lowered without a word.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filter, idsOf, sampleWorld, simulate, walk } from './support.ts';

test('any limit gives every device once, in the same order', async () => {
  const { send, world } = await simulate({ devices: 37 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (limit) => {
      expect(idsOf(await walk(send, `/devices?limit=${limit}`))).toEqual(world.deviceIds());
    }),
    { numRuns: 12 },
  );
});

test('a filtered and sorted list is whole over its pages', async () => {
  const { send, world } = await simulate({ devices: 300 });
  const pages = await walk(send, `/devices?limit=7&sort=-name&${filter('agent_status eq "pending"')}`);
  const wanted = world
    .deviceIds()
    .map((id) => world.device(id))
    .filter((row) => row?.['agent_status'] === 'pending')
    .sort((a, b) => (String(a?.['name']).toLowerCase() < String(b?.['name']).toLowerCase() ? 1 : -1))
    .map((row) => row?.['id']);
  expect(wanted.length).toBeGreaterThan(20);
  expect(idsOf(pages)).toEqual(wanted);
  expect(pages[0]?.body.meta.total_no_of_objects).toBe(wanted.length);
});

test('limit is 100 by default and lowered to the maximum', async () => {
  const { send, set } = await simulate({ devices: 1200 });
  expect((await send('GET /devices')).body.meta.limit).toBe(100);
  const page = await send('GET /devices?limit=5000');
  expect([page.body.meta.limit, page.body.data.length]).toEqual([1000, 1000]);
  set({ maxLimit: 40 });
  expect((await send('GET /devices')).body.data).toHaveLength(40);
});

test.each(['limit=3', `limit=2&${filter('os_type eq "Windows"')}`, 'limit=2&sort=name', 'limit=2&fields=id'])(
  'a cursor of another query is refused: %s',
  async (other) => {
    const { send } = await simulate({ devices: 10 });
    const cursor = (await send('GET /devices?limit=2')).body.meta.next_cursor;
    expect((await send(`GET /devices?limit=2&cursor=${cursor}`)).status).toBe(200);
    expect((await send(`GET /devices?${other}&cursor=${cursor}`)).status).toBe(400);
  },
);

test('a device that goes between two pages moves no other', async () => {
  const { send, world } = await simulate({ devices: 6 });
  const { body } = await send('GET /devices?limit=3');
  world.removeDevice('2000000000001');
  const rest = await send(`GET /devices?limit=3&cursor=${body.meta.next_cursor}`);
  expect(idsOf([rest])).toEqual(['2000000000004', '2000000000005', '2000000000006']);
});

test('sort takes several fields; rows without the field come last', async () => {
  const { send } = await simulate(sampleWorld);
  const last = (text: string): string => text.slice(-1);
  const byOs = idsOf([await send('GET /devices?sort=os_type,-serial_number')]);
  expect(byOs.map(last)).toEqual(['2', '6', '5', '1']);
  expect(idsOf([await send('GET /devices?sort=tenant')]).map(last)).toEqual(['5', '6', '1', '2']);
});

test('a change is seen by the next list with the same filter', async () => {
  const { send, world } = await simulate(sampleWorld);
  const pending = `GET /devices?${filter('agent_status eq "pending"')}`;
  expect(idsOf([await send(pending)])).toEqual(['2000000000002']);
  world.setDevice('2000000000005', { agent_status: 'pending' });
  expect(idsOf([await send(pending)])).toEqual(['2000000000002', '2000000000005']);
});
