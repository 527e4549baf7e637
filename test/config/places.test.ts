// A kind that finds a mistake inside a text points at the very character, however the text is written.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { line, load } from './support.ts';

test.each([
  ['plain', 'filter: ab !', '7:19'],
  ['single quotes', "filter: 'a ''b'' !'", '7:25'],
  ['double quotes', 'filter: "\\u0061 \\"b\\" !"', '7:30'],
  ['folded over lines', 'filter: ab\n        cd !', '8:12'],
  ['a literal block', 'filter: |\n        ab\n        c !', '9:11'],
  ['a folded block', 'filter: >-\n        ab\n\n        c !', '10:11'],
])('%s', async (_name, text, place) => {
  const { diagnostics } = await load(
    `version: 1\nherds:\n  a:\n    mood: calm\n    select:\n      # here\n       ${text}\n`,
  );
  expect(diagnostics.map(line)).toEqual([`a.yaml:${place} zoo.filter: filter of a`]);
});

test('any text, as yaml writes it: the character at the place is the character meant', async () => {
  const word = fc.string({
    unit: fc.constantFrom('a', ' ', '"', "'", '\\', 'é', '\n', '#', ':'),
    maxLength: 30,
  });
  const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
  await fc.assert(
    fc.asyncProperty(
      word,
      word,
      style,
      fc.constantFrom(0, 20),
      async (before, after, defaultStringType, lineWidth) => {
        const value = {
          version: 1,
          herds: { a: { mood: 'calm', select: { filter: `${before}!${after}` } } },
        };
        const text = stringify(value, {
          defaultStringType,
          lineWidth,
          defaultKeyType: 'PLAIN',
          minContentWidth: 0,
        });
        const { diagnostics } = await load(text);
        const where = diagnostics[0]?.where;
        expect(text.split('\n')[(where?.line ?? 0) - 1]?.[(where?.column ?? 0) - 1]).toBe('!');
      },
    ),
    { numRuns: 500 },
  );
});

test('a pointer to nothing gives the nearest parent; a collection below its key gives the key', async () => {
  const { seen } = await load(
    'version: 1\nherds:\n  a/b:\n    mood: calm\n'.replace('a/b', 'ab') +
      '    select:\n      ids:\n        - "1"\n        - "2"\n',
  );
  const place = seen?.sections['herds']?.place;
  expect(place?.('')).toEqual({ file: 'a.yaml', line: 2, column: 1 });
  expect(place?.('/ab/mood')).toEqual({ file: 'a.yaml', line: 4, column: 11 });
  expect(place?.('/ab/select/ids')).toEqual({ file: 'a.yaml', line: 6, column: 7 });
  expect(place?.('/ab/select/ids/1')).toEqual({ file: 'a.yaml', line: 8, column: 11 });
  expect(place?.('/ab/access')).toEqual({ file: 'a.yaml', line: 3, column: 3 });
  expect(place?.('/other/x/y')).toEqual({ file: 'a.yaml', line: 2, column: 1 });
});
