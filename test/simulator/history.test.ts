// The account linking history: the page's sample, filter, sort, and paging by offset from 0 or 1.

import { expect, test } from 'vitest';
import { filter, idsOf, simulate } from './support.ts';

const path = '/device-account-linking/history';
const sample = [
  {
    id: '2000000000001',
    device_name: 'Walter-qa-1',
    link_action: 'Link',
    local_account: { id: '2000000000001', user_name: 'John' },
    idp_account: { user_id: '2000000000002', user_name: 'johndoe@company.com' },
    action_time: '2021-06-25T06:38:00Z',
    linking_attribute: 'Custom Naming Format1',
    status: 'success',
  },
  {
    id: '2000000000002',
    device_name: 'Walter-qa-1',
    link_action: 'Unlink',
    local_account: { id: '2000000000003', name: 'Jane' },
    idp_account: { user_id: '2000000000004', user_name: 'janesmith@company.com' },
    action_time: '2021-06-25T06:38:00Z',
    linking_attribute: 'Custom Naming Format2',
    status: 'failed',
    status_message: 'Local account does not exist in target device',
  },
];

test('the page sample comes back with its meta', async () => {
  const { send } = await simulate({ world: { history: sample } });
  expect((await send(`GET ${path}`)).body).toEqual({
    data: sample,
    meta: { start_index: 1, limit: 100, total_no_of_objects: 2 },
  });
});

test.each([
  [filter('status eq "failed"'), ['2000000000002']],
  [filter('local_account.user_name eq "john"'), ['2000000000001']],
  ['sort=-link_action', ['2000000000002', '2000000000001']],
  ['from=0&limit=1', ['2000000000001']],
  ['from=1&limit=1', ['2000000000001']],
  ['from=2&limit=1', ['2000000000002']],
  ['from=3', []],
])('%s', async (query, ids) => {
  const { send } = await simulate({ world: { history: sample } });
  expect(idsOf([await send(`GET ${path}?${query}`)])).toEqual(ids);
});

test.each([filter('firstName eq "John"'), 'from=-1', 'sort=lastName'])('%s is a 400', async (query) => {
  const { send } = await simulate({ world: { history: sample } });
  expect((await send(`GET ${path}?${query}`)).status).toBe(400);
});

test('an entry is added behind everybody, and firstIndex=0 counts from 0', async () => {
  const { send, world } = await simulate({ world: { history: sample }, firstIndex: 0 });
  world.addHistory({ id: '7', device_name: 'Walter-qa-2', status: 'failed' });
  const page = await send(`GET ${path}?from=1&limit=2`);
  expect([idsOf([page]), page.body.meta.start_index]).toEqual([['2000000000002', '7'], 1]);
  expect(idsOf([await send(`GET ${path}?limit=1`)])).toEqual(['2000000000001']);
  expect(world.history()).toHaveLength(3);
});
