// A finding in the arguments leads back to the attribute that it stands in.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from '../../../src/config/source.ts';
import { nearest, toValue } from '../../../src/config/tree.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { bodyOf } from '../../../src/terraform/session/body.ts';

const given: JsonObject = {
  name: 'finance',
  select: { filter: 'os_type eq "Windows"', ids: ['1', '2'] },
  empty: {},
  none: [],
};

test('every value is where its place says', () => {
  const { tree, keysAt } = bodyOf('id360_device_set finance', given);
  for (const keys of [
    ['name'],
    ['select'],
    ['select', 'filter'],
    ['select', 'ids', '1'],
    ['empty'],
    ['none'],
  ])
    expect(keysAt(placeOf(nearest(tree, keys).spot)).map(String)).toEqual(keys);
});

test('a place inside a text is the text', () => {
  const { tree, keysAt } = bodyOf('x', given);
  const spot = nearest(tree, ['select', 'filter']).spot;
  expect(keysAt(placeOf({ ...spot, offset: spot.offset + 9 }))).toEqual(['select', 'filter']);
});

test('any JSON comes through as it is, with the offsets of its text', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => {
      // JSON.parse makes plain JSON of what the arbitrary gives.
      const value = JSON.parse(JSON.stringify(json)) as JsonObject;
      const { tree } = bodyOf('x', value);
      expect(JSON.stringify(toValue(tree))).toBe(JSON.stringify(value));
      expect(tree.spot.source.text).toBe(JSON.stringify(value));
      for (const [name, { key }] of tree.members)
        expect(tree.spot.source.text.startsWith(JSON.stringify(name), key.offset)).toBe(true);
    }),
  );
});
