// JSON to values: a stored state, or what a data source has read. A state may have been written by an older schema:
// attributes that the type does not have are dropped, missing ones are null, and primitives turn into each other as
// Terraform lets them.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { sorted } from './order.ts';
import { inexact, misfit } from './refusal.ts';
import { bare, dynamicOf, isType, type TfType, type Value } from './types.ts';

/** The value of JSON (`RawState.json`, parsed) for this type. Throws Refusal, worded for a state, where it does not fit. */
export function decodeJson(json: Json, type: TfType): Value {
  return as(json, type, []);
}

function as(json: Json, type: TfType, path: readonly string[]): Value {
  if (json === null) return null;
  if (type === 'string') return text(json, path);
  if (type === 'number') return number(json, path);
  if (type === 'bool') return bool(json, path);
  if (type === 'dynamic') return dynamic(json, path);
  if (type[0] === 'object') return object(keyed(json, 'an object', path), type[1], path);
  if (type[0] === 'map') return map(keyed(json, 'a map', path), type[1], path);
  const items = list(json, `a ${type[0]}`, path);
  if (type[0] === 'tuple') return tuple(items, type[1], path);
  const values = items.map((item) => as(item, type[1], path));
  return type[0] === 'set' ? sorted(values) : values;
}

function text(json: Json, path: readonly string[]): string {
  if (typeof json === 'string') return json;
  if (typeof json === 'number' || typeof json === 'boolean') return String(json);
  throw misfit('a string', nameOf(json), path);
}

function number(json: Json, path: readonly string[]): number {
  const value = typeof json === 'string' && json.trim() !== '' ? Number(json) : json;
  if (typeof value !== 'number' || Number.isNaN(value)) throw misfit('a number', nameOf(json), path);
  // Beyond this, what JSON.parse gives may already be another number than the one that was stored.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw inexact(String(json), path);
  return value;
}

function bool(json: Json, path: readonly string[]): boolean {
  if (typeof json === 'boolean') return json;
  if (json === 'true' || json === 'false') return json === 'true';
  throw misfit('a bool', nameOf(json), path);
}

/** Stored as `{"value": …, "type": …}`. */
function dynamic(json: Json, path: readonly string[]): Value {
  const { type, value } = keyed(json, 'a value with its type', path);
  if (!isType(type)) throw misfit('a value with its type', 'a type that is unknown', path);
  return dynamicOf(type, as(value ?? null, type, path));
}

function tuple(items: readonly Json[], types: readonly TfType[], path: readonly string[]): Value {
  if (items.length !== types.length) throw misfit(`${types.length} items`, `${items.length} of them`, path);
  return types.map((type, i) => as(items[i] ?? null, type, path));
}

function map(json: JsonObject, type: TfType, path: readonly string[]): Value {
  const entries = bare<Value>();
  for (const key of Object.keys(json)) entries[key] = as(json[key] ?? null, type, path);
  return entries;
}

function object(
  json: JsonObject,
  types: { readonly [name: string]: TfType },
  path: readonly string[],
): Value {
  const attributes = bare<Value>();
  for (const [name, type] of Object.entries(types)) {
    const item = Object.hasOwn(json, name) ? json[name] : null;
    attributes[name] = as(item ?? null, type, [...path, name]);
  }
  return attributes;
}

function keyed(json: Json, wanted: string, path: readonly string[]): JsonObject {
  // isObject tells objects from lists, but not what they hold; whatever JSON holds is JSON.
  if (isObject(json)) return json as JsonObject;
  throw misfit(wanted, nameOf(json), path);
}

function list(json: Json, wanted: string, path: readonly string[]): readonly Json[] {
  if (Array.isArray(json)) return json;
  throw misfit(wanted, nameOf(json), path);
}

const nameOf = (json: Json): string =>
  Array.isArray(json) ? 'a list' : isObject(json) ? 'an object' : `a ${typeof json}`;
