// Writes msgpack as Terraform reads it, into one buffer that grows by doubling. Text is written in the shortest form,
// and an unknown value as the extension that stands for it.

import { exactNumber } from './number.ts';

/** The bytes so far; what is beyond `at` is not yet written. */
export interface Writer {
  bytes: Buffer;
  at: number;
}

export const createWriter = (): Writer => ({ bytes: Buffer.allocUnsafe(4096), at: 0 });

export const written = (writer: Writer): Uint8Array => writer.bytes.subarray(0, writer.at);

/** Room for so many bytes more. */
function reserve(writer: Writer, length: number): Buffer {
  const wanted = writer.at + length;
  if (wanted > writer.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(wanted, writer.bytes.length * 2));
    writer.bytes.copy(larger, 0, 0, writer.at);
    writer.bytes = larger;
  }
  return writer.bytes;
}

export function writeByte(writer: Writer, byte: number): void {
  reserve(writer, 1)[writer.at++] = byte;
}

export const writeNil = (writer: Writer): void => writeByte(writer, 0xc0);
export const writeBool = (writer: Writer, value: boolean): void => writeByte(writer, value ? 0xc3 : 0xc2);

/** Extension 0 with one byte that says nothing. */
export function writeUnknown(writer: Writer): void {
  for (const byte of [0xd4, 0, 0]) writeByte(writer, byte);
}

/** Integers as integers; everything else as its decimal digits: a double 0.1 is another number to Terraform than 0.1. */
export function writeNumber(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value)) writeText(writer, String(value));
  else if (value >= 0 && value < 0x80) writeByte(writer, value);
  else {
    writeByte(writer, 0xd3);
    reserve(writer, 8).writeBigInt64BE(BigInt(value), writer.at);
    writer.at += 8;
  }
}

/** False for what Terraform has no number for, and for NaN. */
export const isWritable = (value: number): boolean => exactNumber(String(value)) !== undefined;

const textSizes = [
  [0xd9, 1],
  [0xda, 2],
  [0xdb, 4],
] as const;

export function writeText(writer: Writer, text: string): void {
  // The longest UTF-8 of a text is three bytes for each of its units: a short one needs no measuring.
  if (text.length * 3 < 32) {
    const bytes = reserve(writer, 32);
    const length = bytes.write(text, writer.at + 1, 'utf8');
    bytes[writer.at] = 0xa0 | length;
    writer.at += length + 1;
    return;
  }
  const length = Buffer.byteLength(text);
  if (length < 32) writeByte(writer, 0xa0 | length);
  else writeLength(writer, length, textSizes);
  reserve(writer, length).write(text, writer.at, 'utf8');
  writer.at += length;
}

const binarySizes = [
  [0xc4, 1],
  [0xc5, 2],
  [0xc6, 4],
] as const;

export function writeBytes(writer: Writer, bytes: Uint8Array): void {
  writeLength(writer, bytes.length, binarySizes);
  reserve(writer, bytes.length).set(bytes, writer.at);
  writer.at += bytes.length;
}

const arraySizes = [
  [0xdc, 2],
  [0xdd, 4],
] as const;

const mapSizes = [
  [0xde, 2],
  [0xdf, 4],
] as const;

export function writeArray(writer: Writer, length: number): void {
  if (length < 16) writeByte(writer, 0x90 | length);
  else writeLength(writer, length, arraySizes);
}

export function writeMap(writer: Writer, length: number): void {
  if (length < 16) writeByte(writer, 0x80 | length);
  else writeLength(writer, length, mapSizes);
}

/** The shortest tag that holds the length; the last one holds all that memory can. */
function writeLength(writer: Writer, length: number, sizes: readonly (readonly [number, number])[]): void {
  const [tag, size] = sizes.find(([, bytes]) => length < 2 ** (8 * bytes)) ?? [0, 0];
  writeByte(writer, tag);
  reserve(writer, size).writeUIntBE(length, writer.at, size);
  writer.at += size;
}
