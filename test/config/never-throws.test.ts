// Whatever is in a file, loading it ends in a value: either sections, or diagnostics with a place in that file.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from './support.ts';

async function settles(content: string | Uint8Array): Promise<void> {
  const { result, diagnostics } = await load({ 'a.yaml': content });
  if (!result.ok) expect(diagnostics.length).toBeGreaterThan(0);
  for (const { where, summary, why, next } of diagnostics) {
    expect(where?.file).toBe('a.yaml');
    expect(
      [summary, why, next].every((text) => typeof text === 'string' && !text.includes('undefined')),
    ).toBe(true);
  }
}

test('bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), settles));
});

test('text', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), settles));
});

test('text out of the pieces that YAML is made of', async () => {
  const pieces = [
    'version: 1\n',
    'herds',
    'fence',
    ': ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '"',
    "'",
    '\\',
    '|',
    '>-',
    '#',
    '? ',
    '!!str ',
    '%',
    '---',
    '<<',
    '~',
    '1e999',
    'null',
    '\t',
    '__proto__',
    'é',
    '😀',
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(fc.boolean(), soup, (head, text) => settles(`${head ? 'version: 1\n' : ''}${text}`)),
    { numRuns: 500 },
  );
});

test('any JSON, as sections and below them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ depthSize: 'medium' }),
      fc.constantFrom('herds', 'fence', 'gate', '__proto__'),
      (value, key) => settles(`{"version": 1, ${JSON.stringify(key)}: ${JSON.stringify(value)}}`),
    ),
    { numRuns: 300 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
