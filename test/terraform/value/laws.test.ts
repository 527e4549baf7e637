// What goes to Terraform comes back as it was, whatever its type.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../../src/terraform/value/decode.ts';
import { decodeJson } from '../../../src/terraform/value/decode-json.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import { hasUnknown, toJson } from '../../../src/terraform/value/json.ts';
import { dynamic } from '../../../src/terraform/value/types.ts';
import { typed } from './arbitraries.ts';

test('decode takes back what encode wrote', () => {
  fc.assert(
    fc.property(typed, ({ type, value }) => {
      expect(decode(encode(value, type), type)).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test('what decode read is written again as the same bytes', () => {
  fc.assert(
    fc.property(typed, ({ type, value }) => {
      const bytes = encode(value, type);
      expect(encode(decode(bytes, type), type)).toEqual(bytes);
    }),
  );
});

test('plain JSON survives as a dynamic value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (sample) => {
      // As JSON text has it: no negative zero. Integers beyond 2^53 are refused.
      const json = JSON.parse(JSON.stringify(sample));
      fc.pre(!/\d{16}|e\+/.test(JSON.stringify(json)));
      const value = dynamic(json);
      const read = decode(encode(value, 'dynamic'), 'dynamic');
      expect(JSON.parse(JSON.stringify(toJson(read)))).toEqual(json);
      expect(hasUnknown(read)).toBe(false);
    }),
  );
});

test('a wholly known value without dynamic parts comes back from its JSON', () => {
  fc.assert(
    fc.property(typed, ({ type, value }) => {
      fc.pre(!hasUnknown(value) && !JSON.stringify(type).includes('dynamic'));
      expect(decodeJson(toJson(value), type)).toEqual(value);
    }),
  );
});
