// Reads msgpack as Terraform writes it, token by token, so that the type decides what a token becomes and no
// intermediate tree is built. Bytes that are no msgpack are a Bug: Terraform made them, over a local socket.

import { Bug } from '../../model/failure.ts';

/** A place in the bytes; every read moves it on. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

export function cursorOf(bytes: Uint8Array): Cursor {
  return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
}

export const wrong = (cursor: Cursor, wanted: string): Bug =>
  new Bug(`msgpack: ${wanted} expected at byte ${cursor.at}, found 0x${peek(cursor).toString(16)}`);

export const peek = (cursor: Cursor): number => cursor.bytes[cursor.at] ?? -1;

/** Moves on if the next token is nil. */
export function skipNil(cursor: Cursor): boolean {
  if (peek(cursor) !== 0xc0) return false;
  cursor.at++;
  return true;
}

/** Moves on if the next token is an extension, and gives its type. */
export function skipExtension(cursor: Cursor): number | undefined {
  const tag = peek(cursor);
  const isFixed = tag >= 0xd4 && tag <= 0xd8;
  if (!isFixed && (tag < 0xc7 || tag > 0xc9)) return undefined;
  cursor.at++;
  const length = isFixed ? 1 << (tag - 0xd4) : unsigned(cursor, 1 << (tag - 0xc7));
  const type = cursor.bytes.readInt8(cursor.at);
  take(cursor, length + 1);
  return type;
}

export function readBool(cursor: Cursor): boolean {
  const tag = peek(cursor);
  if (tag !== 0xc2 && tag !== 0xc3) throw wrong(cursor, 'a bool');
  cursor.at++;
  return tag === 0xc3;
}

/** An integer that is safe, a double as it is, or the digits of what is larger. */
export function readNumber(cursor: Cursor): number | bigint | string {
  const tag = peek(cursor);
  if (isText(tag)) return readText(cursor);
  cursor.at++;
  if (tag < 0x80) return tag;
  if (tag >= 0xe0) return tag - 0x100;
  const at = take(cursor, numberSizes[tag] ?? 0);
  const { bytes } = cursor;
  if (tag === 0xca) return bytes.readFloatBE(at);
  if (tag === 0xcb) return bytes.readDoubleBE(at);
  if (tag === 0xcf) return bytes.readBigUInt64BE(at);
  if (tag === 0xd3) return bytes.readBigInt64BE(at);
  if (tag >= 0xcc && tag <= 0xce) return bytes.readUIntBE(at, 1 << (tag - 0xcc));
  if (tag >= 0xd0 && tag <= 0xd2) return bytes.readIntBE(at, 1 << (tag - 0xd0));
  cursor.at--;
  throw wrong(cursor, 'a number');
}

const numberSizes: Readonly<Record<number, number>> = {
  202: 4,
  203: 8,
  204: 1,
  205: 2,
  206: 4,
  207: 8,
  208: 1,
  209: 2,
  210: 4,
  211: 8,
};

const isText = (tag: number): boolean => (tag >= 0xa0 && tag <= 0xbf) || (tag >= 0xd9 && tag <= 0xdb);

/** A string; also bytes, as which Terraform writes the type of a dynamic value. */
export function readText(cursor: Cursor): string {
  const tag = peek(cursor);
  let length = tag & 0x1f;
  if (tag < 0xa0 || tag > 0xbf) {
    const first = tag >= 0xc4 && tag <= 0xc6 ? 0xc4 : 0xd9;
    if (tag < first || tag > first + 2) throw wrong(cursor, 'a string');
    cursor.at++;
    length = unsigned(cursor, 1 << (tag - first));
  } else cursor.at++;
  const start = take(cursor, length);
  return cursor.bytes.toString('utf8', start, start + length);
}

/** How many items follow. */
export const readArray = (cursor: Cursor): number => header(cursor, 0x90, 0xdc, 'an array');

/** How many pairs of key and value follow. */
export const readMap = (cursor: Cursor): number => header(cursor, 0x80, 0xde, 'a map');

function header(cursor: Cursor, fixed: number, wide: number, what: string): number {
  const tag = peek(cursor);
  const isFixed = tag >= fixed && tag < fixed + 16;
  if (!isFixed && tag !== wide && tag !== wide + 1) throw wrong(cursor, what);
  cursor.at++;
  return isFixed ? tag - fixed : unsigned(cursor, tag === wide ? 2 : 4);
}

function unsigned(cursor: Cursor, size: number): number {
  return cursor.bytes.readUIntBE(take(cursor, size), size);
}

/** Moves over so many bytes and gives where they began. */
function take(cursor: Cursor, length: number): number {
  const at = cursor.at;
  cursor.at += length;
  if (cursor.at > cursor.bytes.length) throw new Bug(`msgpack: ends at byte ${at}, in the middle of a value`);
  return at;
}
