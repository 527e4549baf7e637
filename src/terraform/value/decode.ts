// msgpack to values, led by the type. Whatever Terraform may send comes out as a value that encodes to the same
// thing again, or not at all (a Refusal): nothing is rounded, dropped or renamed.

import { Bug } from '../../model/failure.ts';
import { isObject } from '../../model/json.ts';
import { keyOf, parse } from './msgpack.ts';
import { allDigits, exactNumber } from './number.ts';
import { sorted } from './order.ts';
import { inexact } from './refusal.ts';
import { bare, dynamicOf, isType, type TfType, unknown, type Value } from './types.ts';

type Path = readonly string[];

/**
 * The value of a `DynamicValue.msgpack` whose attribute or block has this type. Throws Refusal for a number that
 * cannot be held exactly, and Bug for bytes that do not fit the type.
 */
export function decode(bytes: Uint8Array, type: TfType): Value {
  return as(parse(bytes), type, []);
}

function as(item: unknown, type: TfType, path: Path): Value {
  if (item === null || item === unknown) return item;
  if (type === 'string') return text(item, 'a string', path);
  if (type === 'number') return number(item, path);
  if (type === 'bool') return bool(item, path);
  if (type === 'dynamic') return dynamic(item, path);
  if (type[0] === 'object') return object(item, type[1], path);
  if (type[0] === 'map') return map(item, type[1], path);
  if (type[0] === 'tuple') return tuple(item, type[1], path);
  const values = list(item, `a ${type[0]}`, path).map((each) => as(each, type[1], path));
  return type[0] === 'set' ? sorted(values) : values;
}

function text(item: unknown, wanted: string, path: Path): string {
  if (!Buffer.isBuffer(item)) throw misfit(wanted, item, path);
  return item.toString('utf8');
}

function number(item: unknown, path: Path): number {
  if (typeof item === 'number' && Number.isSafeInteger(item)) return item;
  const written = digits(item, path);
  const value = exactNumber(written);
  if (value === undefined) throw inexact(written, path);
  return value;
}

/** Fractions and all that has more than 64 bits come as text. */
function digits(item: unknown, path: Path): string {
  if (typeof item === 'bigint') return item.toString();
  return typeof item === 'number' ? allDigits(item) : text(item, 'a number', path);
}

function bool(item: unknown, path: Path): boolean {
  if (typeof item !== 'boolean') throw misfit('a bool', item, path);
  return item;
}

/** The type, as JSON, and the value. */
function dynamic(item: unknown, path: Path): Value {
  const wanted = 'a type and a value';
  const [json, value, ...more] = list(item, wanted, path);
  if (value === undefined || more.length > 0) throw misfit(wanted, item, path);
  const type: unknown = JSON.parse(text(json, 'a type', path));
  if (!isType(type)) throw new Bug('msgpack: a dynamic value has no known type');
  return dynamicOf(type, as(value, type, path));
}

function tuple(item: unknown, types: readonly TfType[], path: Path): Value {
  const items = list(item, 'a tuple', path);
  if (items.length !== types.length) throw misfit(`a tuple of ${types.length}`, item, path);
  return types.map((type, i) => as(items[i], type, path));
}

function map(item: unknown, type: TfType, path: Path): Value {
  const items = keyed(item, 'a map', path);
  const entries = bare<Value>();
  for (const key of Object.keys(items)) entries[keyOf(key)] = as(items[key], type, path);
  return entries;
}

/** Attributes that were not sent are null. */
function object(item: unknown, types: { readonly [name: string]: TfType }, path: Path): Value {
  const items = keyed(item, 'an object', path);
  const attributes = bare<Value>();
  for (const name of Object.keys(types)) attributes[name] = null;
  for (const key of Object.keys(items)) {
    const name = keyOf(key);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) throw new Bug(`msgpack: the type has no attribute ${[...path, name].join('.')}`);
    attributes[name] = as(items[key], type, [...path, name]);
  }
  return attributes;
}

function list(item: unknown, wanted: string, path: Path): readonly unknown[] {
  if (!Array.isArray(item)) throw misfit(wanted, item, path);
  return item;
}

/** Texts, and extensions that nothing here knows, are objects too, but of a class. */
function keyed(item: unknown, wanted: string, path: Path): Readonly<Record<string, unknown>> {
  if (isObject(item) && Object.getPrototypeOf(item) === Object.prototype) return item;
  throw misfit(wanted, item, path);
}

/** Never with the item itself, which may be a secret. */
function misfit(wanted: string, item: unknown, path: Path): Bug {
  return new Bug(`msgpack: ${wanted} expected at ${path.join('.') || 'the root'}, found ${nameOf(item)}`);
}

function nameOf(item: unknown): string {
  if (Buffer.isBuffer(item)) return 'a text';
  if (Array.isArray(item)) return `a list of ${item.length}`;
  return `a ${typeof item}`;
}
