// What is foreseen is used for those very resources, and only as long as nothing was carried out.

import { expect, test } from 'vitest';
import type { Change } from '../../../src/model/change.ts';
import { defaultGuards } from '../../../src/model/guard.ts';
import { nothingDone } from '../../../src/terraform/session/fields.ts';
import { isIdle, rounds, type Task } from '../../../src/terraform/session/rounds.ts';
import type { Tenant } from '../../../src/terraform/session/tenant.ts';

function room() {
  const parts = {
    name: 'acme',
    baseUrl: 'http://127.0.0.1:9/api/v1',
    guards: defaultGuards,
    services: {},
    done: nothingDone(),
  };
  // What else a tenant has, nobody looks at here.
  const tenant = parts as unknown as Tenant;
  return { tenant, ...rounds(tenant) };
}

const approval = (id: string): Change => ({
  address: `device/${id}`,
  before: { agent: 'pending' },
  after: { agent: 'approved' },
  why: 'device set a',
  source: null,
  group: 'a',
  name: id,
  origin: 'pending',
  last: null,
  context: {},
});
const task = (...ids: string[]): Task => ({
  at: '2026-05-04T03:02:01.000Z',
  changes: ids.map(approval),
  agreed: [],
  reads: [{ kind: 'device', how: 'whole', rows: 1000, requests: 1 }],
});
const addresses = ({ changes }: { readonly changes: readonly Change[] }) =>
  changes.map(({ address }) => address);

test('the plan of those that were foreseen is not made again, in whatever order they come', async () => {
  const { foresee, planOf } = room();
  const [one, two] = [task('1'), task('2')];
  await foresee([one, two]);
  const plan = await planOf([two, one]);
  expect(await planOf([one, two])).toBe(plan);
  expect(addresses(plan)).toEqual(['device/1', 'device/2']);
});

test('where others come, or not all, their own plan is made', async () => {
  const { foresee, planOf } = room();
  const [one, two, three] = [task('1'), task('2'), task('3')];
  await foresee([one, two]);
  expect(addresses(await planOf([one]))).toEqual(['device/1']);
  expect(addresses(await planOf([one, three]))).toEqual(['device/1', 'device/3']);
  expect(addresses(await planOf([one, two, three]))).toEqual(['device/1', 'device/2', 'device/3']);
});

test('nothing that was carried out meanwhile is planned again', async () => {
  const { foresee, planOf, ended, tenant } = room();
  const both = task('1', '2');
  await foresee([both]);
  tenant.done.note(approval('1'));
  ended();
  expect(addresses(await planOf([both]))).toEqual(['device/2']);
});

test('a task with nothing to carry out may have something to write down', () => {
  expect(isIdle(task())).toBe(true);
  expect(isIdle(task('1'))).toBe(false);
  const agreed = [{ kind: 'device', after: { agent: 'approved' }, keys: ['1'] }];
  expect(isIdle({ ...task(), agreed })).toBe(false);
});
