// States that an older schema wrote, or a person edited.

import { expect, test } from 'vitest';
import { decodeJson } from '../../../src/terraform/value/decode-json.ts';
import { hasUnknown, toJson } from '../../../src/terraform/value/json.ts';
import { dynamicOf, type TfType, unknown } from '../../../src/terraform/value/types.ts';

test('attributes that went are dropped, those that came are null', () => {
  const type: TfType = ['object', { name: 'string', members: ['map', 'string'] }];
  expect(decodeJson({ name: 'finance', gone: true }, type)).toEqual({ name: 'finance', members: null });
});

test('primitives turn into each other as Terraform lets them, and sets are sorted', () => {
  const type: TfType = ['object', { a: 'string', b: 'number', c: 'bool', d: ['set', 'string'] }];
  expect(decodeJson({ a: 3, b: '4.5', c: 'true', d: ['y', 'x'] }, type)).toEqual({
    a: '3',
    b: 4.5,
    c: true,
    d: ['x', 'y'],
  });
});

test('a dynamic value is stored with its type', () => {
  expect(decodeJson({ value: ['a'], type: ['tuple', ['string']] }, 'dynamic')).toEqual(
    dynamicOf(['tuple', ['string']], ['a']),
  );
});

test.each<[Parameters<typeof decodeJson>[0], string]>([
  [{ select: { ids: 'all' } }, 'terraform.state-mismatch'],
  [{ select: [] }, 'terraform.state-mismatch'],
  [{ count: 2 ** 60 }, 'terraform.inexact-number'],
])('what does not fit is refused with the place: %j', (json, code) => {
  const type: TfType = ['object', { select: ['object', { ids: ['list', 'string'] }], count: 'number' }];
  expect(() => decodeJson(json, type)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code }) }),
  );
});

test('only what is wholly known has a JSON form', () => {
  const value = { name: 'finance', data: dynamicOf(['tuple', ['string']], [unknown]) };
  expect(hasUnknown(value)).toBe(true);
  expect(() => toJson(value)).toThrow('unknown');
  expect(toJson({ name: 'finance', data: dynamicOf(['tuple', ['string']], ['a']) })).toEqual({
    name: 'finance',
    data: ['a'],
  });
});

test('a key such as __proto__ of a stored map is a key', () => {
  const value = decodeJson(JSON.parse('{"__proto__":"a"}'), ['map', 'string']);
  expect(Object.keys(value ?? {})).toEqual(['__proto__']);
  expect(JSON.stringify(toJson(value))).toBe('{"__proto__":"a"}');
});
