// Folding twice is folding once, whatever the journal says; and what is stored comes back the same.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold } from '../../src/ledger/fold.ts';
import { nothing, type Remembered } from '../../src/ledger/state.ts';
import { decode, encode } from '../../src/ledger/store.ts';
import type { Entry } from '../../src/model/journal.ts';
import { canonical } from '../../src/model/json.ts';
import { baseUrl, begin, changeOf, end, intent, outcome, planOf, stepOf } from './plans.ts';

const belonging = { tenant: 'acme', baseUrl };
const address = fc.constantFrom('device/1', 'device/2', 'device/3', 'account_linking', 'job/a%2Fb/c');
const state = fc.constantFrom({ a: 1 }, { a: 2, b: [1] }, { b: null }, { run: 'x' }, { run: 'y' }, null);
const stepId = fc.constantFrom('s0', 's1', 's2');

const plan = fc
  .record({
    changes: fc.uniqueArray(fc.tuple(address, state), { selector: ([at]) => at }),
    steps: fc.array(
      fc.record({
        changes: fc.uniqueArray(address),
        depends_on: fc.uniqueArray(stepId),
        fields: fc.constantFrom(null, ['a'], ['b']),
      }),
      { maxLength: 3 },
    ),
    keys: fc.uniqueArray(fc.constantFrom('1', '2', '9')),
  })
  .map(({ changes, steps, keys }) =>
    planOf(
      changes.map(([at, after]) => changeOf(at, after)),
      steps.map(({ changes, ...more }, index) => stepOf(`s${index}`, changes, more)),
      [{ kind: 'device', after: { a: 0 }, keys }],
    ),
  );

const told = fc
  .record({
    step: stepId,
    state: fc.constantFrom(
      'applied' as const,
      'failed' as const,
      'not_attempted' as const,
      'in_doubt' as const,
    ),
    failed: fc.array(address, { maxLength: 1 }),
    unknown: fc.array(address, { maxLength: 1 }),
  })
  .map(({ step, state, ...lists }) => outcome(step, state, lists));
const later: fc.Arbitrary<Entry> = fc.oneof(stepId.map(intent), told);
const entries = fc
  .tuple(plan, fc.array(later, { maxLength: 8 }), fc.boolean())
  .map(([of, list, ended]): readonly Entry[] => [begin(of), ...list, ...(ended ? [end] : [])]);
const remembered = fc
  .array(entries, { maxLength: 3 })
  .map((journals) => journals.reduce((sum: Remembered, journal) => fold(sum, journal), nothing));

const textOf = (of: Remembered): string => encode(of, belonging);

it('folding twice is folding once', () => {
  fc.assert(
    fc.property(remembered, entries, (before, journal) => {
      const once = fold(before, journal);
      expect(textOf(fold(once, journal))).toBe(textOf(once));
    }),
  );
});

it('nothing is owed and in doubt at the same time', () => {
  fc.assert(
    fc.property(remembered, ({ owed, inDoubt }) => {
      expect([...owed].filter((one) => inDoubt.has(one))).toEqual([]);
    }),
  );
});

it('what is stored comes back the same', () => {
  fc.assert(
    fc.property(remembered, (before) => {
      const read = decode('ledger.json', Buffer.from(textOf(before)), belonging);
      expect(read.ok && textOf(read.value)).toBe(textOf(before));
      const objects = (of: Remembered) =>
        [...of.applied].map(([kind, map]) => [kind, [...map].sort()]).sort();
      const full = objects(before).filter(([, list]) => list?.length !== 0);
      expect(read.ok && canonical(objects(read.value))).toBe(canonical(full));
    }),
  );
});
