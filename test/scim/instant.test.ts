// Date-times as instants: what the platform reads of well-formed ones, and nothing for the rest.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../src/scim/instant.ts';

test('a date-time in UTC is the instant the platform reads', () => {
  const dates = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  const property = fc.property(dates, (date) => {
    expect(instantOf(date.toISOString())).toBeCloseTo(date.getTime(), 3);
  });
  fc.assert(property, { numRuns: 500 });
});

test.each([
  ['2024-01-15T14:30:00+05:30', '2024-01-15T09:00:00Z'],
  ['2024-01-15T01:00:00-08:00', '2024-01-15t09:00:00z'],
  ['2024-01-15T09:00:00.250Z', '2024-01-15T09:00:00.25000+00:00'],
  ['2024-03-01T00:30:00+01:00', '2024-02-29T23:30:00Z'],
])('%s is %s', (a, b) => {
  expect(instantOf(a)).not.toBeNaN();
  expect(instantOf(a)).toBe(instantOf(b));
});

test.each([
  '2024-01-15',
  '2024-01-15T09:00:00',
  '2024-01-15 09:00:00Z',
  '2024-01-15T09:00Z',
  '2024-02-30T00:00:00Z',
  '2023-02-29T00:00:00Z',
  '2024-01-00T00:00:00Z',
  '2024-13-01T00:00:00Z',
  '2024-01-15T24:00:00Z',
  '2024-01-15T09:00:00+24:00',
  'x2024-01-15T09:00:00Z',
])('%s is text', (text) => expect(instantOf(text)).toBeNaN());
