// One-shots: each is applied, owed or in doubt, so that none is forgotten and none is sent twice by itself.

import { describe, expect, it } from 'vitest';
import { fold } from '../../src/ledger/fold.ts';
import { nothing, type Remembered } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/model/journal.ts';
import { begin, changeOf, end, intent, outcome, planOf, stepOf, unsent } from './plans.ts';

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
    ['was not attempted, its change is in doubt', nothing, [outcome('patch', 'in_doubt'), end], 'owed'],
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
    ['was stopped before it was sent', nothing, [done, intent('sync'), unsent('sync')], ''],
    [
      'was taken up again, and stopped',
      nothing,
      [done, intent('sync'), outcome('sync', 'in_doubt'), intent('sync'), unsent('sync')],
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

describe('what reading found of a one-shot', () => {
  const found = { run: 'sync-now', job: '1' };
  const agreed = planOf([], [], [{ kind: 'account_linking', after: found, keys: ['sync'] }]);
  const keptOf = ({ applied }: Remembered) => applied.get('account_linking')?.get('sync');

  it('ends its doubt', () => {
    const after = fold(doubtBefore, [begin(agreed), end]);
    expect([keptOf(after), after.inDoubt.size]).toEqual([found, 0]);
  });

  it('is nothing where a later run has ended the doubt by now', () => {
    const newer = new Map([['account_linking', new Map([['sync', { run: 'sync-now', job: '2' }]])]]);
    const after = fold({ ...nothing, applied: newer }, [begin(agreed), end]);
    expect(keptOf(after)).toEqual({ run: 'sync-now', job: '2' });
  });

  it('that it has not run makes it owed, and can be taken back', () => {
    const notRun = { run: 'not-run', was: 'sync-now' };
    const said = planOf([], [], [{ kind: 'account_linking', after: notRun, keys: ['sync'] }]);
    const owed = fold(doubtBefore, [begin(said), end]);
    expect([...owed.owed]).toEqual([sync]);
    const back = fold(owed, [begin(agreed), end]);
    expect([keptOf(back), back.owed.size]).toEqual([found, 0]);
  });

  it('in which execution it ran leaves it in doubt until that is read', () => {
    const where = { run: 'execute', execution: '1', resolved: 'execution' };
    const said = planOf([], [], [{ kind: 'account_linking', after: where, keys: ['sync'] }]);
    const after = fold(doubtBefore, [begin(said), end]);
    expect([keptOf(after), [...after.inDoubt]]).toEqual([where, [sync]]);
  });
});
