// What a JSON Schema takes, in words, and values as they are written in YAML.

import { asObject, type Json, type JsonObject } from '../../model/json.ts';
import { code, codes } from './view.ts';

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

/** `one of `a`, `b``, `a list of texts`, `a map of names of your own`; empty where the schema says nothing. */
export function typeWords(schema: JsonObject): string {
  const { enum: choices, const: only, items } = schema;
  if (only !== undefined) return code(plain(only));
  if (Array.isArray(choices)) return `one of ${codes(choices.map(plain))}`;
  const types = [schema['type']].flat().filter((type) => typeof type === 'string');
  return types
    .map((type) => {
      if (type === 'array') return `a list${ofWhat(asObject(items))}`;
      if (type !== 'object') return words[type] ?? type;
      return isNamed(schema) ? 'a map of names of your own' : 'a map of keys';
    })
    .join(', or ');
}

const isNamed = (schema: JsonObject): boolean =>
  Object.keys(asObject(schema['additionalProperties'])).length > 0;

const many: Readonly<Record<string, string>> = {
  string: 'texts',
  integer: 'whole numbers',
  number: 'numbers',
  object: 'maps',
};

function ofWhat(items: JsonObject): string {
  if (Array.isArray(items['enum'])) return ` of ${codes(items['enum'].map(plain))}`;
  const plural = many[String(items['type'])];
  return plural === undefined ? '' : ` of ${plural}`;
}

const bounds: readonly (readonly [string, string])[] = [
  ['minimum', 'at least'],
  ['exclusiveMinimum', 'more than'],
  ['maximum', 'at most'],
  ['exclusiveMaximum', 'less than'],
];

/** `at least 1, at most 64`; empty for no bounds. */
export function boundWords(schema: JsonObject): string {
  return bounds
    .flatMap(([key, say]) => (schema[key] === undefined ? [] : `${say} ${plain(schema[key])}`))
    .join(', ');
}

/** A value as YAML takes it on one line. */
export const plain = (value: Json): string =>
  typeof value === 'string' && /^[A-Za-z][\w .-]*$/.test(value) ? value : JSON.stringify(value);
