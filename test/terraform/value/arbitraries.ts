// Types of every shape, and values of a type: with nulls, unknowns, odd keys, and numbers that both sides can hold.

import fc from 'fast-check';
import { sorted } from '../../../src/terraform/value/order.ts';
import { dynamicOf, type TfType, unknown, type Value } from '../../../src/terraform/value/types.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '42', 'é'.repeat(30), 'x'.repeat(300)),
);

const name = fc.oneof(fc.stringMatching(/^[a-z_]{1,8}$/), fc.constant('__proto__'));

const number = fc.oneof(
  fc.maxSafeInteger().map((value) => value + 0),
  fc.constantFrom(0.1, 0.5, -2.75, 3e-7, 1 / 3, 2 ** 53 - 1),
);

const leaf = fc.constantFrom<TfType>('string', 'number', 'bool');

const types = fc.letrec<{ type: TfType }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.constant<TfType>('dynamic'),
    fc.tuple(fc.constantFrom('list' as const, 'map' as const), tie('type')),
    fc.tuple(fc.constant('tuple' as const), fc.array(tie('type'), { maxLength: 3 })),
    fc.tuple(fc.constant('object' as const), fc.dictionary(name, tie('type'), { maxKeys: 4 })),
    fc.tuple(fc.constant('set' as const), leaf),
  ),
}));

/** A type and a value of it. */
export const typed: fc.Arbitrary<{ readonly type: TfType; readonly value: Value }> = types.type.chain(
  (type) => anyOf(type).map((value) => ({ type, value })),
);

function anyOf(type: TfType): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 8, arbitrary: known(type) }, fc.constant(null), fc.constant(unknown));
}

function known(type: TfType): fc.Arbitrary<Value> {
  if (type === 'string') return text;
  if (type === 'number') return number;
  if (type === 'bool') return fc.boolean();
  if (type === 'dynamic')
    return types.type
      .filter((inner) => inner !== 'dynamic')
      .chain((inner) => anyOf(inner).map((value) => dynamicOf(inner, value)));
  if (type[0] === 'object') return object(type[1]);
  if (type[0] === 'map') return fc.dictionary(text, anyOf(type[1]), { maxKeys: 5, noNullPrototype: false });
  if (type[0] === 'tuple') return fc.tuple(...type[1].map(anyOf));
  if (type[0] === 'list') return fc.array(anyOf(type[1]), { maxLength: 20 });
  return fc.uniqueArray(known(type[1]), { maxLength: 20 }).map(sorted);
}

function object(types: { readonly [name: string]: TfType }): fc.Arbitrary<Value> {
  const names = Object.keys(types);
  return fc.tuple(...names.map((key) => anyOf(types[key] ?? 'string'))).map((values) => {
    const attributes: Record<string, Value> = Object.create(null);
    names.forEach((key, i) => {
      attributes[key] = values[i] ?? null;
    });
    return attributes;
  });
}
