// Bytes as Terraform 1.11 sent them to PlanResourceChange, with every kind of value in one attribute.

import { expect, test } from 'vitest';
import { decode } from '../../../src/terraform/value/decode.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import { hasUnknown, toJson } from '../../../src/terraform/value/json.ts';
import { isValueObject, type TfType, unknown } from '../../../src/terraform/value/types.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const inputType =
  '["object",{"keys":["object",{"10":"string","__proto__":"string","toString":"string"}],' +
  '"list":["tuple",["number","string",["tuple",["number"]]]],"none":"dynamic",' +
  '"numbers":["tuple",["number","number","number","number","number","number","number","number","number",' +
  '"number"]],"text":"string","yes":"bool"}]';

const recorded = Buffer.concat([
  hex('83 a56661756c74 c0 a5696e707574 92 c5012f'),
  Buffer.from(inputType),
  hex('86 a46b657973 83 a23130 a374656e a95f5f70726f746f5f5f a170 a8746f537472696e67 a174'),
  hex('a46c697374 93 01 a374776f 91 03 a46e6f6e65 c0'),
  hex('a76e756d62657273 9a 00 ff 7f cc80 ce00010000 cf000001d1a94a2001'),
  hex('a3302e31 cb3fe0000000000000 cbc006000000000000 a9302e30303030303033'),
  hex('a474657874 aa7a77c3b66c6620e282ac a3796573 c3 a66f7574707574 d40000'),
]);

const type: TfType = ['object', { input: 'dynamic', output: 'dynamic', fault: 'string' }];

test('what Terraform sent is what the configuration says', () => {
  const value = decode(recorded, type);
  if (!isValueObject(value)) throw new TypeError('no object');
  expect(value['fault']).toBeNull();
  expect(value['output']).toBe(unknown);
  expect(JSON.stringify(toJson(value['input'] ?? null))).toBe(
    '{"keys":{"10":"ten","__proto__":"p","toString":"t"},"list":[1,"two",[3]],"none":null,' +
      '"numbers":[0,-1,127,128,65536,2000000000001,0.1,0.5,-2.75,3e-7],"text":"zwölf €","yes":true}',
  );
});

test('what goes back means the same', () => {
  const value = decode(recorded, type);
  expect(hasUnknown(value)).toBe(true);
  expect(decode(encode(value, type), type)).toEqual(value);
});
