// The laws of the differ, on a kind that exists for them alone.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differ } from '../../src/engine/diff.ts';
import type { State } from '../../src/model/change.ts';
import { state, subject, widget } from './synthetic.ts';

const at = (live: State | null, wanted: State | null, last?: State) =>
  differ(widget)(subject('1', live, wanted), last, () => 'widget/1');

/** What a server would hold after the change. */
const applied = (live: State, after: State | null | undefined): State | null =>
  after === null ? null : { ...live, ...after };

test('a state does not differ from itself', () => {
  fc.assert(fc.property(state, (a) => at(a, a).change === undefined));
});

test('applying the difference gives what is wanted, and then nothing differs', () => {
  fc.assert(
    fc.property(state, state, (live, wanted) => {
      const after = applied(live, at(live, wanted).change?.after ?? {});
      expect(after).toMatchObject(wanted);
      expect(at(after, wanted).change).toBeUndefined();
    }),
  );
});

test('a change holds only fields that differ, and both sides of them', () => {
  fc.assert(
    fc.property(state, state, (live, wanted) => {
      const change = at(live, wanted).change;
      for (const [field, value] of Object.entries(change?.after ?? {})) {
        expect(live[field]).not.toEqual(value);
        expect(change?.before?.[field]).toEqual(live[field]);
      }
    }),
  );
});

test('a field that is not wanted is never in a change', () => {
  expect(at({ color: 'red', size: 1 }, { size: 2 }).change).toMatchObject({
    before: { size: 1 },
    after: { size: 2 },
  });
});

test.each([
  ['never applied', undefined, 'pending'],
  ['only live moved', { color: 'green' }, 'drift'],
  ['only the files moved', { color: 'red' }, 'pending'],
  ['both moved', { color: 'blue' }, 'both'],
] as const)('origin: %s', (_name, last, origin) => {
  expect(at({ color: 'red' }, { color: 'green' }, last).change?.origin).toBe(origin);
});

test('what is as wanted is told once, for the ledger', () => {
  expect(at({ color: 'red' }, { color: 'red' }).agreed).toEqual({ color: 'red' });
  expect(at({ color: 'red' }, { color: 'red' }, { color: 'red' }).agreed).toBeUndefined();
});

test('an object that should be gone is removed; one that is gone is nothing', () => {
  expect(at({ color: 'red' }, null).change).toMatchObject({ before: { color: 'red' }, after: null });
  expect(at(null, null)).toEqual({});
});
