// Filters and rows at random: few names and values, so that filters meet rows often enough to mean something.

import fc from 'fast-check';
import { compareOps, type Filter, type Literal } from '../../src/scim/filter.ts';

const names = ['os_type', 'name', 'tags', 'device_accounts.total', 'is_deactivated'] as const;
const words = ['Windows', 'windows', 'mac', '', 'x', '11'];

const path = fc.constantFrom(
  ...names,
  'OS_Type',
  'urn:ietf:params:scim:schemas:core:2.0:User:name',
  '$is_selected',
);
/** UTF-16 units at random, lone surrogates and control characters among them. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const text = fc.oneof(fc.constantFrom(...words), anyText, fc.constant('2024-01-15T09:00:00Z'));
const exact = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n));
const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.maxSafeInteger().map((n) => n + 0),
  exact,
);
const literal: fc.Arbitrary<Literal> = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  path.map((at): Filter => ({ op: 'pr', path: at })),
  fc
    .record({ op: fc.constantFrom(...compareOps), path, value: literal })
    .map(({ value, ...rest }): Filter => ({ ...rest, value: fits(rest.op, value) ? value : 'x' })),
);

const fits = (op: string, value: Literal): boolean =>
  op === 'eq' || op === 'ne' || (value !== null && typeof value !== 'boolean');

const several = (part: fc.Arbitrary<Filter>): fc.Arbitrary<readonly [Filter, Filter, ...Filter[]]> =>
  fc.tuple(part, part, fc.array(part, { maxLength: 2 })).map(([a, b, more]) => [a, b, ...more]);

export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => {
  const of = several(tie('filter'));
  return {
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      leaf,
      of.map((parts): Filter => ({ op: 'and', of: parts })),
      of.map((parts): Filter => ({ op: 'or', of: parts })),
      tie('filter').map((part): Filter => ({ op: 'not', of: part })),
      fc.record({ path, of: tie('filter') }).map((where): Filter => ({ op: 'where', ...where })),
    ),
  };
}).filter;

const word = fc.constantFrom(...words, null, '2024-01-15T14:30:00+05:30');
export const rows: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    os_type: word,
    name: word,
    tags: fc.array(word, { maxLength: 3 }),
    device_accounts: fc.record({ total: fc.integer({ min: 0, max: 12 }) }, { requiredKeys: [] }),
    is_deactivated: fc.boolean(),
    $is_selected: fc.boolean(),
  },
  { requiredKeys: [] },
);
