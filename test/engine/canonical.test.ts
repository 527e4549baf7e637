// The one text of a value, which plans are named by.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../src/model/json.ts';

/** As slow and plain as it can be said. */
function plainly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, own]) => [name, plainly(own)]));
}

const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '10', '9', ''), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('keys are in order at every depth, and all else is as JSON has it', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(canonical(value)).toBe(JSON.stringify(plainly(value)));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['members that are undefined are left out', { b: undefined, a: { c: undefined } }, '{"a":{}}'],
  ['no value is null', undefined, 'null'],
  ['nor is one in a list', [undefined], '[null]'],
  [
    'a key that objects have of themselves',
    JSON.parse('{"b":{"__proto__":2},"__proto__":[1]}'),
    '{"__proto__":[1],"b":{"__proto__":2}}',
  ],
])('%s', (_, value, text) => {
  expect(canonical(value)).toBe(text);
});
