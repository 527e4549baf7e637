// Values to msgpack, led by the type. A value that does not fit its type is a Bug that names the attribute: it was
// made here. Attributes that are missing are null, as in HCL.

import { Bug } from '../../model/failure.ts';
import {
  type Dynamic,
  isDynamic,
  isUnknown,
  isValueObject,
  type TfType,
  type Value,
  type ValueObject,
} from './types.ts';
import {
  createWriter,
  isWritable,
  type Writer,
  writeArray,
  writeBool,
  writeBytes,
  writeMap,
  writeNil,
  writeNumber,
  writeText,
  writeUnknown,
  written,
} from './writer.ts';

interface Encoding extends Writer {
  readonly path: string[];
}

/** The `DynamicValue.msgpack` of a value whose attribute or block has this type. */
export function encode(value: Value, type: TfType): Uint8Array {
  const writer: Encoding = { ...createWriter(), path: [] };
  encodeAs(writer, value, type);
  return written(writer);
}

function encodeAs(writer: Encoding, value: Value, type: TfType): void {
  if (value === null) writeNil(writer);
  else if (isUnknown(value)) writeUnknown(writer);
  else if (typeof value === 'string' && type === 'string') writeText(writer, value);
  else if (typeof value === 'number' && type === 'number' && isWritable(value)) writeNumber(writer, value);
  else if (typeof value === 'boolean' && type === 'bool') writeBool(writer, value);
  else if (isDynamic(value) && type === 'dynamic') encodeDynamic(writer, value);
  else if (isValueObject(value) && typeof type !== 'string') encodeKeyed(writer, value, type);
  else if (Array.isArray(value) && typeof type !== 'string') encodeItems(writer, value, type);
  else throw misfit(writer, value, type);
}

/** With its type, unless it is null of no type at all. */
function encodeDynamic(writer: Encoding, { type, value }: Dynamic): void {
  if (type !== 'dynamic') {
    writeArray(writer, 2);
    writeBytes(writer, Buffer.from(JSON.stringify(type)));
  }
  encodeAs(writer, value, type);
}

function encodeItems(writer: Encoding, items: readonly Value[], type: Exclude<TfType, string>): void {
  const isTuple = type[0] === 'tuple' && type[1].length === items.length;
  if (!isTuple && type[0] !== 'list' && type[0] !== 'set') throw misfit(writer, items, type);
  writeArray(writer, items.length);
  items.forEach((item, i) => {
    encodeAs(writer, item, type[0] === 'tuple' ? (type[1][i] ?? 'dynamic') : type[1]);
  });
}

function encodeKeyed(writer: Encoding, value: ValueObject, type: Exclude<TfType, string>): void {
  if (type[0] === 'object') encodeObject(writer, value, type[1]);
  else if (type[0] === 'map') encodeMap(writer, value, type[1]);
  else throw misfit(writer, value, type);
}

function encodeMap(writer: Encoding, value: ValueObject, type: TfType): void {
  const keys = Object.keys(value);
  writeMap(writer, keys.length);
  for (const key of keys) {
    writeText(writer, key);
    encodeAs(writer, value[key] ?? null, type);
  }
}

function encodeObject(
  writer: Encoding,
  value: ValueObject,
  types: { readonly [name: string]: TfType },
): void {
  const extra = Object.keys(value).find((name) => !Object.hasOwn(types, name));
  if (extra !== undefined) throw new Bug(`encode: ${place(writer)} has no attribute ${extra}`);
  const attributes = Object.entries(types);
  writeMap(writer, attributes.length);
  for (const [name, type] of attributes) {
    writeText(writer, name);
    writer.path.push(name);
    encodeAs(writer, (Object.hasOwn(value, name) ? value[name] : null) ?? null, type);
    writer.path.pop();
  }
}

const place = (writer: Encoding): string => writer.path.join('.') || 'the root';

/** Never with the value itself, which may be a secret. */
function misfit(writer: Encoding, value: Value, type: TfType): Bug {
  const found = isDynamic(value) ? 'dynamic' : Array.isArray(value) ? 'array' : typeof value;
  return new Bug(`encode: ${place(writer)} is of type ${JSON.stringify(type)}, and got a value of ${found}`);
}
