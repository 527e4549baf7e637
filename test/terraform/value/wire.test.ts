// The bytes that Terraform really writes, and what becomes of them.

import { ExtData, encode as encodeAny } from '@msgpack/msgpack';
import { expect, test } from 'vitest';
import { decode } from '../../../src/terraform/value/decode.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import { Refusal } from '../../../src/terraform/value/refusal.ts';
import {
  dynamic,
  dynamicOf,
  isDynamic,
  type TfType,
  unknown,
  type Value,
} from '../../../src/terraform/value/types.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('unknown values, also those of which something is known', () => {
  expect(decode(hex('d40000'), 'string')).toBe(unknown);
  expect(decode(encodeAny(new ExtData(12, new Uint8Array([0x81, 1, 0xc2]))), 'string')).toBe(unknown);
  expect(decode(encodeAny(new ExtData(12, new Uint8Array(300))), ['map', 'string'])).toBe(unknown);
  expect(Buffer.from(encode(unknown, ['set', 'string']))).toEqual(hex('d40000'));
});

test('a dynamic value keeps the type it came with', () => {
  const bytes = encodeAny([Buffer.from('["set","string"]'), ['b', 'a']]);
  const value = decode(bytes, 'dynamic');
  expect(value).toEqual(dynamicOf(['set', 'string'], ['a', 'b']));
  expect(isDynamic(value)).toBe(true);
  expect(decode(encode(value, 'dynamic'), 'dynamic')).toEqual(value);
  expect(decode(hex('c0'), 'dynamic')).toBeNull();
  expect(decode(hex('d40000'), 'dynamic')).toBe(unknown);
});

test('JSON becomes tuples and objects, as in HCL', () => {
  expect(dynamic([{ OPERATION: 'DISABLE', days: 3, at: null }])).toEqual(
    dynamicOf(
      ['tuple', [['object', { OPERATION: 'string', days: 'number', at: 'dynamic' }]]],
      [{ OPERATION: 'DISABLE', days: 3, at: null }],
    ),
  );
});

test.each<[number | bigint | string, number]>([
  [0, 0],
  [127, 127],
  [200, 200],
  [60_000, 60_000],
  [4_000_000_000, 4_000_000_000],
  [-1, -1],
  [-100, -100],
  [-30_000, -30_000],
  [-2_000_000_000, -2_000_000_000],
  [2_000_000_000_001n, 2_000_000_000_001],
  [-2_000_000_000_001n, -2_000_000_000_001],
  [0.5, 0.5],
  ['0.1', 0.1],
  ['-12.50', -12.5],
  ['9007199254740991', 9_007_199_254_740_991],
])('the number %s', (sent, value) => {
  expect(decode(encodeAny(sent, { useBigInt64: true }), 'number')).toBe(value);
});

test('0.1 goes out as these digits: the double is another number to Terraform', () => {
  expect(Buffer.from(encode(0.1, 'number')).subarray(1).toString()).toBe('0.1');
  expect(Buffer.from(encode(2_000_000_000_001, 'number'))).toEqual(hex('cf 000001d1a94a2001'));
});

test.each([
  12_345_678_901_234_567n,
  '123456789012345678901',
  '0.12345678901234567890123',
  '1e21',
  '1e400',
  0.1,
])('the number %s is refused, and the refusal names the attribute and the way out', (sent) => {
  const type: TfType = ['object', { template: ['object', { id: 'number' }] }];
  const bytes = encodeAny({ template: { id: sent } }, { useBigInt64: true });
  const refusal = caught(() => decode(bytes, type));
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({
    path: ['template', 'id'],
    failure: {
      code: 'terraform.inexact-number',
      summary: expect.stringContaining(String(sent)),
      next: expect.stringContaining('string'),
    },
  });
});

test('keys that are special to JavaScript are keys like any other', () => {
  const bytes = hex('82 a9 5f5f70726f746f5f5f a1 61 a8 746f537472696e67 a1 62');
  const value = decode(bytes, ['map', 'string']);
  expect(Object.entries(value ?? {})).toEqual([
    ['__proto__', 'a'],
    ['toString', 'b'],
  ]);
  expect(Buffer.from(encode(value, ['map', 'string']))).toEqual(bytes);
});

test('a text keeps its byte order mark, as a value and as a key, however long it is', () => {
  for (const rest of ['a', 'a'.repeat(300)]) {
    const value = { [`\ufeff${rest}`]: `\ufeff${rest}` };
    expect(decode(encode(value, ['map', 'string']), ['map', 'string'])).toEqual(value);
  }
});

test('half a surrogate pair goes out as the character that stands for what cannot be written', () => {
  expect(encode('a\ud800', 'string')).toEqual(encode('a\ufffd', 'string'));
  const type: TfType = ['map', 'string'];
  expect(encode({ '\ud800__proto__': 'a' }, type)).toEqual(encode({ '\ufffd__proto__': 'a' }, type));
});

test('values nest deeper than the library does unasked', () => {
  let [type, value]: [TfType, Value] = ['string', 'a'];
  for (let depth = 0; depth < 300; depth++) [type, value] = [['list', type], [value]];
  expect(decode(encode(value, type), type)).toEqual(value);
});

test('an attribute that is left out is null', () => {
  const type: TfType = ['object', { name: 'string', select: ['object', { filter: 'string' }] }];
  expect(decode(encode({ name: 'finance' }, type), type)).toEqual({ name: 'finance', select: null });
});

test.each<[TfType, Parameters<typeof encode>[0], RegExp]>([
  [['object', { name: 'string' }], { name: 3 }, /name is of type "string".*number/],
  [['object', { name: 'string' }], { nmae: 'finance' }, /no attribute nmae/],
  [['object', { data: 'dynamic' }], { data: 'text' }, /data is of type "dynamic"/],
  [['tuple', ['string']], ['a', 'b'], /tuple/],
  ['number', Number.NaN, /number/],
])('a value that is not of its type %j is a bug that names the place', (type, value, message) => {
  expect(() => encode(value, type)).toThrow(message);
});

test.each(['', 'a3 61', '93 a1 61', 'c1', '91 a1 61 00'])('bytes that end or begin wrongly: %s', (bytes) => {
  expect(() => decode(hex(bytes), ['list', 'string'])).toThrow(/^msgpack: /);
});

test.each<[string, TfType, RegExp]>([
  ['81 a46e616d65 03', ['object', { name: 'string' }], /a string expected at name, found a number/],
  ['81 a46e616d65 a131', ['object', { name: 'bool' }], /a bool expected at name, found a text/],
  [
    '81 a46e616d65 91 a131',
    ['object', { name: ['map', 'string'] }],
    /a map expected at name, found a list of 1/,
  ],
  ['81 a46e6d6165 03', ['object', { name: 'string' }], /no attribute nmae/],
  ['81 01 a161', ['map', 'string'], /key is a number/],
  ['a161', ['map', 'string'], /a map expected at the root, found a text/],
  ['91 a161', ['tuple', ['string', 'string']], /a tuple of 2 expected/],
  ['91 c403616263', 'dynamic', /a type and a value expected/],
  ['d40700', ['map', 'string'], /a map expected/],
])('bytes that do not fit the type are a bug that names the place: %s', (bytes, type, message) => {
  expect(() => decode(hex(bytes), type)).toThrow(
    expect.objectContaining({ name: 'Bug', message: expect.stringMatching(message) }),
  );
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
