// Arguments as plain JSON: what is null is absent, at any depth of objects.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { toJson } from '../value/json.ts';
import type { ValueObject } from '../value/types.ts';

/** Of wholly known values. */
export function toPlainArguments(values: ValueObject): JsonObject {
  // An object of values is an object of JSON.
  return withoutNulls(toJson(values) as JsonObject);
}

function withoutNulls(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([, value]) => value !== null);
  const inner = (value: Json): Json => (isObject(value) ? withoutNulls(value) : value);
  return Object.fromEntries(kept.map(([key, value]) => [key, inner(value)]));
}
