// What holds for every filter and every row.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/scim/compile.ts';
import type { Filter } from '../../src/scim/filter.ts';
import { parseFilter } from '../../src/scim/parse.ts';
import { printFilter } from '../../src/scim/print.ts';
import { filters, rows } from './arbitraries.ts';

const not = (of: Filter): Filter => ({ op: 'not', of });
const and = (a: Filter, b: Filter): Filter => ({ op: 'and', of: [a, b] });
const or = (a: Filter, b: Filter): Filter => ({ op: 'or', of: [a, b] });

/** Both filters hold for the same rows. */
function same(pair: (f: Filter, g: Filter) => readonly [Filter, Filter]): void {
  const property = fc.property(filters, filters, rows, (f, g, row) => {
    const [left, right] = pair(f, g);
    expect(compileFilter(left)(row)).toBe(compileFilter(right)(row));
  });
  fc.assert(property, { numRuns: 500 });
}

describe('a printed filter', () => {
  test('is read as the filter it was', () => {
    const property = fc.property(filters, (f) => {
      expect(parseFilter(printFilter(f), { maxLength: 1e6 })).toEqual({ ok: true, value: f });
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('prints the same again', () => {
    const property = fc.property(filters, (f) => {
      const again = parseFilter(printFilter(f), { maxLength: 1e6 });
      expect(again.ok && printFilter(again.value)).toBe(printFilter(f));
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('whatever the row', () => {
  test('not not f is f', () => same((f) => [not(not(f)), f]));
  test('not (f and g) is not f or not g', () => same((f, g) => [not(and(f, g)), or(not(f), not(g))]));
  test('not (f or g) is not f and not g', () => same((f, g) => [not(or(f, g)), and(not(f), not(g))]));
  test('the order of f and g does not count', () => same((f, g) => [and(f, g), and(g, f)]));
  test('f and f is f', () => same((f) => [and(f, f), f]));
  test('f and (f or g) is f', () => same((f, g) => [and(f, or(f, g)), f]));
});

test('no text makes the parser throw, and an error stands inside the text', () => {
  const piece = fc.constantFrom(
    'a',
    'eq',
    '"x"',
    '(',
    ')',
    '[',
    ']',
    'not',
    'and',
    'or',
    ' ',
    '"',
    '\\',
    '1',
    '=',
    '.',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join(' ')),
  );
  const property = fc.property(texts, (text) => {
    const parsed = parseFilter(text);
    if (parsed.ok) return;
    expect(parsed.error.position).toBeGreaterThanOrEqual(0);
    expect(parsed.error.position).toBeLessThanOrEqual(text.length);
    expect(parsed.error.message).not.toBe('');
  });
  fc.assert(property, { numRuns: 1000 });
});
