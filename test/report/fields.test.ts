// What one change does, field by field.

import { expect, test } from 'vitest';
import type { State } from '../../src/model/change.ts';
import { fieldText } from '../../src/report/field-text.ts';
import { fieldsOf } from '../../src/report/fields.ts';
import { agent } from './plans.ts';

const said = (before: State | null, after: State | null, more = {}) =>
  fieldsOf(agent(1, before, after, more)).map(fieldText);

test.each<[string, State | null, State | null, string[]]>([
  ['before and after', { a: 'x' }, { a: 'y' }, ['a: x -> y']],
  ['an object that is new', null, { a: 'x' }, ['a: x']],
  ['an object that goes', { a: 'x' }, null, []],
  ['a run', null, { run: 'execute', action: 'move', input: { a: 1 } }, []],
  ['a live value that is not known', {}, { a: null }, ['a: null']],
  ['a text that looks like another value', { a: true }, { a: 'true' }, ['a: true -> "true"']],
  ['an empty text', { a: 'x y' }, { a: '' }, ['a: "x y" -> ""']],
  ['names, added and removed', { n: ['a', 'b'] }, { n: ['b', 'c'] }, ['n: -a +c (1 kept)']],
  ['names in other letters stay', { n: ['Admin', 'x'] }, { n: ['admin'] }, ['n: -x (1 kept)']],
  ['names in other letters only', { n: ['Admin'] }, { n: ['admin'] }, ['n: other letter case (1 kept)']],
  ['names in another order', { n: ['a', 'b', 'c'] }, { n: ['c', 'a'] }, ['n: [a, b, c] -> [c, a]']],
  ['a new name between others', { n: ['a', 'b'] }, { n: ['a', 'c', 'b'] }, ['n: +c (2 kept)']],
  ['a name that was there twice', { n: ['a', 'A'] }, { n: ['a'] }, ['n: [a, A] -> [a]']],
  ['all names gone', { n: ['a'] }, { n: [] }, ['n: -a']],
  ['inside an object only what moves', { o: { p: 1, q: 2 } }, { o: { p: 1, q: 3 } }, ['o.q: 2 -> 3']],
  ['a member that every object inherits', { o: {} }, { o: { constructor: 'x' } }, ['o.constructor: x']],
])('%s', (_, before, after, expected) => expect(said(before, after)).toEqual(expected));

test('the value last applied is shown where both sides moved', () => {
  const both = { origin: 'both', last: { a: 'old' } };
  expect(said({ a: 'x' }, { a: 'y' }, both)).toEqual(['a: x -> y (last applied old)']);
  expect(said({ a: 'x' }, { a: 'y' }, { ...both, origin: 'drift' })).toEqual(['a: x -> y']);
});

test('long lists of names and long values are cut', () => {
  const names = Array.from({ length: 30 }, (_, i) => `n${i}`);
  expect(said({ n: ['z'] }, { n: names })[0]).toMatch(/^n: -z \+n0 .* \+n10 and 19 more$/);
  expect(said({ a: 1 }, { a: 'x'.repeat(200) })[0]?.length).toBeLessThan(80);
});

test('long lists in another order: what comes and goes is not cut away with the rest', () => {
  const names = Array.from({ length: 30 }, (_, i) => `n${i}`);
  const turned = [...names].reverse();
  expect(said({ n: names }, { n: turned })).toEqual(['n: in another order (30 kept)']);
  expect(said({ n: names }, { n: [...turned.slice(1), 'z'] })).toEqual([
    'n: -n29 +z, in another order (29 kept)',
  ]);
});
