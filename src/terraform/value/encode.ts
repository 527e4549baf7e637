// Values to msgpack, led by the type. A value that does not fit its type is a Bug that names the attribute: it was
// made here. Attributes that are missing are null, as in HCL.

import { toUSVString } from 'node:util';
import { Bug } from '../../model/failure.ts';
import { type Item, print } from './msgpack.ts';
import { exactNumber } from './number.ts';
import {
  bare,
  type Dynamic,
  isDynamic,
  isUnknown,
  isValueObject,
  type TfType,
  type Value,
  type ValueObject,
} from './types.ts';

type Path = readonly string[];

/** The `DynamicValue.msgpack` of a value whose attribute or block has this type. */
export function encode(value: Value, type: TfType): Uint8Array {
  return print(as(value, type, []));
}

function as(value: Value, type: TfType, path: Path): Item {
  if (value === null || isUnknown(value)) return value;
  if (typeof value === 'string' && type === 'string') return text(value);
  if (typeof value === 'number' && type === 'number' && isWritable(value)) return number(value);
  if (typeof value === 'boolean' && type === 'bool') return value;
  if (isDynamic(value) && type === 'dynamic') return dynamic(value, path);
  if (isValueObject(value) && typeof type !== 'string') return keyed(value, type, path);
  if (Array.isArray(value) && typeof type !== 'string') return list(value, type, path);
  throw misfit(value, type, path);
}

/** As UTF-8 can hold it: the library would write half a surrogate pair as bytes that are no text. */
const text = (value: string): string => (halfPair.test(value) ? toUSVString(value) : value);

const halfPair = /\p{Surrogate}/u;

/** False for what Terraform has no number for, and for NaN. */
const isWritable = (value: number): boolean => exactNumber(String(value)) !== undefined;

/** Fractions as their decimal digits: a double 0.1 is another number to Terraform than 0.1. */
const number = (value: number): Item => (Number.isSafeInteger(value) ? value : String(value));

/** With its type, unless it is null of no type at all. */
function dynamic({ type, value }: Dynamic, path: Path): Item {
  const item = as(value, type, path);
  return type === 'dynamic' ? item : [Buffer.from(JSON.stringify(type)), item];
}

function list(items: readonly Value[], type: Exclude<TfType, string>, path: Path): Item {
  if (type[0] === 'list' || type[0] === 'set') return items.map((item) => as(item, type[1], path));
  if (type[0] !== 'tuple' || type[1].length !== items.length) throw misfit(items, type, path);
  return type[1].map((of, i) => as(items[i] ?? null, of, path));
}

function keyed(value: ValueObject, type: Exclude<TfType, string>, path: Path): Item {
  if (type[0] === 'object') return object(value, type[1], path);
  if (type[0] === 'map') return map(value, type[1], path);
  throw misfit(value, type, path);
}

function map(value: ValueObject, type: TfType, path: Path): Item {
  if (type === 'string' && isPlain(value)) return value;
  const items = bare<Item>();
  for (const key of Object.keys(value)) items[text(key)] = as(value[key] ?? null, type, path);
  return items;
}

/** Whether it can be written as it is, which spares a copy of thousands of members. */
function isPlain(value: ValueObject): value is Readonly<Record<string, string>> {
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item !== 'string' || halfPair.test(item) || halfPair.test(key)) return false;
  }
  return true;
}

function object(value: ValueObject, types: { readonly [name: string]: TfType }, path: Path): Item {
  const extra = Object.keys(value).find((name) => !Object.hasOwn(types, name));
  if (extra !== undefined) throw new Bug(`encode: ${place(path)} has no attribute ${extra}`);
  const items = bare<Item>();
  for (const [name, type] of Object.entries(types))
    items[name] = as((Object.hasOwn(value, name) ? value[name] : null) ?? null, type, [...path, name]);
  return items;
}

const place = (path: Path): string => path.join('.') || 'the root';

/** Never with the value itself, which may be a secret. */
function misfit(value: Value, type: TfType, path: Path): Bug {
  const found = isDynamic(value) ? 'dynamic' : Array.isArray(value) ? 'array' : typeof value;
  return new Bug(`encode: ${place(path)} is of type ${JSON.stringify(type)}, and got a value of ${found}`);
}
