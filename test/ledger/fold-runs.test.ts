// One-shots: each is applied, owed or in doubt, so that none is forgotten and none is sent twice by itself.

import { describe, expect, it } from 'vitest';
import { fold } from '../../src/ledger/fold.ts';
import { nothing, type Remembered } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/model/journal.ts';
import { begin, changeOf, end, intent, outcome, planOf, stepOf } from './plans.ts';

const sync = 'account_linking/sync';
const settings = changeOf('account_linking', { is_enabled: true });
const plan = planOf(
  [settings, changeOf(sync, { run: 'sync-now' })],
  [stepOf('patch', ['account_linking']), stepOf('sync', [sync], { depends_on: ['patch'] })],
);
const done = outcome('patch', 'applied');
const owedBefore: Remembered = { ...nothing, owed: new Set([sync]) };
const doubtBefore: Remembered = { ...nothing, inDoubt: new Set([sync]) };

function stateOf(before: Remembered, entries: readonly Entry[]): string {
  const { owed, inDoubt, applied } = fold(before, [begin(plan), ...entries]);
  const ran = applied.get('account_linking')?.get('sync')?.['run'] === 'sync-now';
  return [owed.has(sync) && 'owed', inDoubt.has(sync) && 'in doubt', ran && 'ran'].filter(Boolean).join(' ');
}

describe('a one-shot', () => {
  it.each([
    ['ran', nothing, [done, intent('sync'), outcome('sync', 'applied'), end], 'ran'],
    ['ran, and was owed', owedBefore, [done, outcome('sync', 'applied'), end], 'ran'],
    ['ran after a doubt', doubtBefore, [done, outcome('sync', 'applied'), end], 'ran'],
    ['failed after its change', nothing, [done, outcome('sync', 'failed'), end], 'owed'],
    ['was not begun after its change', nothing, [done, end], 'owed'],
    ['was not attempted, its change failed', nothing, [outcome('patch', 'failed'), end], ''],
    ['was not attempted, but owed', owedBefore, [outcome('patch', 'failed'), end], 'owed'],
    ['may yet run while the run goes on', nothing, [done], ''],
    ['is in doubt', nothing, [done, intent('sync'), outcome('sync', 'in_doubt'), end], 'in doubt'],
    ['is in doubt, and was owed', owedBefore, [done, outcome('sync', 'in_doubt'), end], 'in doubt'],
    ['names an unknown', nothing, [done, outcome('sync', 'failed', { unknown: [sync] }), end], 'in doubt'],
    [
      'shares its step with another doubt',
      nothing,
      [done, outcome('sync', 'in_doubt', { unknown: ['job/2'] }), end],
      'in doubt',
    ],
    ['is in flight', nothing, [done, intent('sync')], 'in doubt'],
    [
      'was in flight and settled as not sent',
      nothing,
      [done, intent('sync'), outcome('sync', 'failed'), end],
      'owed',
    ],
    ['failed again after a doubt', doubtBefore, [done, outcome('sync', 'failed'), end], 'in doubt'],
    ['was surely refused', nothing, [done, outcome('sync', 'in_doubt', { failed: [sync] }), end], 'owed'],
  ] as const)('%s', (_, before, entries, state) => {
    expect(stateOf(before, entries)).toBe(state);
  });
});
