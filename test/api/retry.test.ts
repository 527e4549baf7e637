// The retry policy, as the pure function it is.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Happening, inDoubt, parseRetryAfter } from '../../src/api/retry.ts';

const limits = { attempts: 8, deadlineMs: 120_000 };
const status = (code: number, retryAfterMs: number | null = null): Happening => ({
  what: 'status',
  status: code,
  retryAfterMs,
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant('status' as const),
    status: fc.integer({ min: 300, max: 599 }),
    retryAfterMs: fc.option(fc.nat(1_000_000)),
  }),
  fc.constantFrom({ what: 'unsent' as const }, { what: 'cut' as const }, { what: 'foreign' as const }),
  fc.record({ what: fc.constant('hopeless' as const), sent: fc.boolean() }),
);
const attempt = fc.record({
  number: fc.integer({ min: 1, max: 1000 }),
  elapsedMs: fc.nat(200_000),
  repeatable: fc.boolean(),
  happened: happening,
});

test('what is not repeatable is never sent again where it may have been carried out', () => {
  fc.assert(
    fc.property(attempt, fc.double({ min: 0, max: 0.999, noNaN: true }), (tried, chance) => {
      const { again } = decide(tried, limits, () => chance);
      if (!tried.repeatable && inDoubt(tried.happened)) expect(again).toBe(false);
    }),
  );
});

test('no wait goes past the deadline, and none beyond 20 s is our own idea', () => {
  fc.assert(
    fc.property(attempt, fc.double({ min: 0, max: 0.999, noNaN: true }), (tried, chance) => {
      const decision = decide(tried, limits, () => chance);
      if (!decision.again) return;
      expect(tried.elapsedMs + decision.waitMs).toBeLessThanOrEqual(limits.deadlineMs);
      const asked = tried.happened.what === 'status' ? tried.happened.retryAfterMs : null;
      expect(decision.waitMs).toBeLessThanOrEqual(asked || 20_000);
    }),
  );
});

test('the bound of the jitter doubles from 250 ms', () => {
  const waits = [1, 2, 3, 4].map((number) =>
    decide({ number, elapsedMs: 0, repeatable: true, happened: { what: 'cut' } }, limits, () => 0.5),
  );
  expect(waits.map((wait) => wait.again && wait.waitMs)).toEqual([125, 250, 500, 1000]);
});

test.each([
  [{ what: 'cut' }, 8],
  [status(503), 8],
  [{ what: 'unsent' }, 4],
  [{ what: 'foreign' }, 4],
] satisfies [Happening, number][])('%o is tried %i times', (happened, times) => {
  const at = (number: number) =>
    decide({ number, elapsedMs: 0, repeatable: true, happened }, limits, () => 0.5);
  expect(at(times - 1).again).toBe(true);
  expect(at(times)).toEqual({ again: false, because: 'attempts' });
});

test('429 is tried until the deadline', () => {
  const tried = { number: 500, elapsedMs: 1, repeatable: false, happened: status(429) };
  expect(decide(tried, limits, () => 0.5).again).toBe(true);
});

describe('Retry-After', () => {
  const now = Date.parse('2024-01-15T09:00:00Z');
  test.each([
    ['7', 7_000],
    [' 0.5 ', 500],
    ['Mon, 15 Jan 2024 09:01:00 GMT', 60_000],
    ['Mon, 15 Jan 2024 08:00:00 GMT', 0],
    ['-3', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%o is %o ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});
