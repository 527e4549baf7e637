// Objects that share their states are compared once. What is said of one is what would be said of it alone, whatever came
// before it.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingFrom, movedSince } from '../../src/engine/conform.ts';
import { differ } from '../../src/engine/diff.ts';
import type { State } from '../../src/model/change.ts';
import { state, subject, widget } from './synthetic.ts';

const pool = fc.array(state, { minLength: 3, maxLength: 3 });
const at = fc.nat({ max: 3 });
/** Indexes into a pool; 3: none. */
const picks = fc.array(fc.tuple(at, at, at, at, at), { minLength: 1, maxLength: 30 });

test('by the differ', () => {
  fc.assert(
    fc.property(pool, picks, (states, all) => {
      const shared = differ(widget);
      for (const [i, [live, wanted, last]] of all.entries()) {
        const one = subject(String(i), states[live] ?? null, states[wanted] ?? null);
        const address = () => `widget/${i}`;
        expect(shared(one, states[last], address)).toEqual(differ(widget)(one, states[last], address));
      }
    }),
  );
});

test.each([false, true])('by the stale check and by verify, of a run that is resumed: %s', (resumed) => {
  fc.assert(
    fc.property(pool, picks, (states, all) => {
      const [moved, missing] = [movedSince(widget, resumed), missingFrom(widget)];
      const of = (i: number): State => states[i] ?? {};
      for (const [before, after, context, now, beside] of all) {
        const change = { before: states[before] ?? null, after: states[after] ?? null, context: of(context) };
        const live = states[now] === undefined ? null : { live: of(now), context: of(beside) };
        expect(moved(change, live)).toEqual(movedSince(widget, resumed)(change, live));
        expect(missing(change, live)).toEqual(missingFrom(widget)(change, live));
      }
    }),
  );
});
