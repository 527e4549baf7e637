// What an error of an apply tells to do next fits what failed: a change of an object is planned again, a run is not run
// again by itself.

import { expect, test } from 'vitest';
import type { Change } from '../../../src/model/change.ts';
import { undone } from '../../../src/terraform/rpc/outcome.ts';

const change = (address: string, after: Change['after']): Change => ({
  address,
  after,
  before: null,
  context: {},
  group: '',
  last: null,
  name: '',
  origin: 'pending',
  source: null,
  why: '',
});
const device = change('device/1', { agent: 'approved' });
const run = change('user_action/park/1', { run: 'execute' });

const nextOf = (changes: readonly Change[], state: 'failed' | 'in_doubt'): readonly string[] => {
  const ends = new Map(changes.map(({ address }) => [address, { state, message: '' }]));
  return undone(changes, ends, [], '--ledger .trueup/acme').map(({ next }) => next);
};

test('what failed of an object is planned again', () => {
  expect(nextOf([device], 'failed')).toEqual([expect.stringMatching(/apply again: it plans what is left$/)]);
  expect(nextOf([device], 'in_doubt')).toEqual([expect.stringMatching(/^run terraform apply again/)]);
});

test('what failed of a run is not run again by itself, and what is in doubt is resolved in its ledger', () => {
  expect(nextOf([run], 'failed')).toEqual([expect.stringContaining('is not run again by itself')]);
  expect(nextOf([run], 'in_doubt')).toEqual([
    expect.stringContaining('trueup resolve --ledger .trueup/acme user_action/park/1 --ran'),
  ]);
});

test('what the tenant does not show stands with its own reason, each by name', () => {
  const ids = ['device/1', 'device/2', 'device/3'];
  const changes = ids.map((address, i) => ({ ...device, address, name: `LAPTOP-${i + 1}` }));
  const residual = ids.map((address, i) => ({ address, why: i === 1 ? 'it is gone' : 'agent is "denied"' }));
  const found = undone(changes, new Map(), residual, '').map(({ why, addresses }) => [why, addresses]);
  expect(found).toEqual([
    ['agent is "denied"', ['device/1 (LAPTOP-1)', 'device/3 (LAPTOP-3)']],
    ['it is gone', ['device/2 (LAPTOP-2)']],
  ]);
});
