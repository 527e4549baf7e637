// msgpack to values, led by the type. Whatever Terraform may send comes out as a value that encodes to the same
// thing again, or not at all (a Refusal): nothing is rounded, dropped or renamed.

import { Bug } from '../../model/failure.ts';
import { allDigits, exactNumber } from './number.ts';
import { sorted } from './order.ts';
import {
  type Cursor,
  cursorOf,
  peek,
  readArray,
  readBool,
  readMap,
  readNumber,
  readText,
  skipExtension,
  skipNil,
  wrong,
} from './reader.ts';
import { inexact } from './refusal.ts';
import { bare, dynamicOf, isType, type TfType, unknown, type Value } from './types.ts';

interface Decoding extends Cursor {
  readonly path: string[];
}

/**
 * The value of a `DynamicValue.msgpack` whose attribute or block has this type. Throws Refusal for a number that
 * cannot be held exactly, and Bug for bytes that do not fit the type.
 */
export function decode(bytes: Uint8Array, type: TfType): Value {
  const cursor: Decoding = { ...cursorOf(bytes), path: [] };
  const value = decodeAs(cursor, type);
  if (cursor.at !== bytes.length) throw wrong(cursor, 'the end');
  return value;
}

function decodeAs(cursor: Decoding, type: TfType): Value {
  // Most tokens are strings: they are asked for first, and no string begins like nil or an extension.
  if (type === 'string' && isPlain(cursor)) return readText(cursor);
  if (skipNil(cursor)) return null;
  const extension = skipExtension(cursor);
  if (extension !== undefined) return unknownOf(extension);
  if (type === 'string') return readText(cursor);
  if (type === 'number') return number(cursor);
  if (type === 'bool') return readBool(cursor);
  if (type === 'dynamic') return decodeDynamic(cursor);
  if (type[0] === 'object') return object(cursor, type[1]);
  if (type[0] === 'map') return map(cursor, type[1]);
  if (type[0] === 'tuple') return tuple(cursor, type[1]);
  const items = Array.from({ length: readArray(cursor) }, () => decodeAs(cursor, type[1]));
  return type[0] === 'set' ? sorted(items) : items;
}

function isPlain(cursor: Cursor): boolean {
  const tag = peek(cursor);
  return tag >= 0xa0 && tag <= 0xbf;
}

/** Extension 0 is an unknown value, 12 one of which something is known (not null, a prefix), which nothing here needs. */
function unknownOf(extension: number): Value {
  if (extension === 0 || extension === 12) return unknown;
  throw new Bug(`msgpack: extension ${extension} stands for nothing that is known here`);
}

function number(cursor: Decoding): number {
  const read = readNumber(cursor);
  if (typeof read === 'number' && Number.isSafeInteger(read)) return read;
  const text = typeof read === 'number' ? allDigits(read) : String(read);
  const value = exactNumber(text);
  if (value === undefined) throw inexact(text, [...cursor.path]);
  return value;
}

/** The type, as JSON, and the value. */
function decodeDynamic(cursor: Decoding): Value {
  if (readArray(cursor) !== 2) throw new Bug('msgpack: a dynamic value is a type and a value');
  const type: unknown = JSON.parse(readText(cursor));
  if (!isType(type)) throw new Bug('msgpack: a dynamic value has no known type');
  return dynamicOf(type, decodeAs(cursor, type));
}

function tuple(cursor: Decoding, types: readonly TfType[]): Value {
  if (readArray(cursor) !== types.length) throw new Bug('msgpack: a tuple has another length than its type');
  return types.map((type) => decodeAs(cursor, type));
}

function map(cursor: Decoding, type: TfType): Value {
  const entries = bare<Value>();
  for (let left = readMap(cursor); left > 0; left--) {
    const key = readText(cursor);
    entries[key] = decodeAs(cursor, type);
  }
  return entries;
}

function object(cursor: Decoding, types: { readonly [name: string]: TfType }): Value {
  const attributes = bare<Value>();
  for (const name of Object.keys(types)) attributes[name] = null;
  for (let left = readMap(cursor); left > 0; left--) {
    const name = readText(cursor);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) throw new Bug(`msgpack: the type has no attribute ${name}`);
    cursor.path.push(name);
    attributes[name] = decodeAs(cursor, type);
    cursor.path.pop();
  }
  return attributes;
}
