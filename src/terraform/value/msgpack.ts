// msgpack as Terraform speaks it, by the library: unknown values are extensions, and every text is UTF-8 that comes
// through as it is, whichever keys and characters it has. Neither lengths nor depth have a limit of the library's.

import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import { Bug } from '../../model/failure.ts';
import { type Unknown, unknown } from './types.ts';

/** What the library takes. Bytes are for the types of dynamic values, as Terraform writes them. */
export type Item = null | boolean | number | string | Unknown | Uint8Array | readonly Item[] | Items;
export interface Items {
  readonly [key: string]: Item;
}

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (item) => (item === unknown ? new Uint8Array(1) : null),
  decode: () => unknown,
});
// An unknown value of which something is known (not null, a prefix), which nothing here needs.
extensionCodec.register({ type: 12, encode: () => null, decode: () => unknown });

/** The bytes of an item. */
export function print(item: Item): Uint8Array {
  return encode(item, { extensionCodec, maxDepth: Number.POSITIVE_INFINITY });
}

/** One item with all that is in it: texts as Buffers, 64-bit integers as bigint. Throws Bug for what is no msgpack. */
export function parse(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    // The library itself would drop the byte order mark of a long text: raw texts and a decoder of keys leave it.
    return decode(buffer, {
      extensionCodec,
      useBigInt64: true,
      rawStrings: true,
      keyDecoder: {
        canBeCached: () => true,
        decode: (_bytes, at, length) => guarded(buffer.toString('utf8', at, at + length)),
      },
      mapKeyConverter: textOnly,
    });
  } catch (error) {
    throw new Bug(`msgpack: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// The library refuses this key, which may stand in any map. Half a surrogate pair comes out of no UTF-8, so that no
// other key is taken for the stand-in.
const refused = '__proto__';
const standIn = `\ud800${refused}`;

const guarded = (key: string): string => (key === refused ? standIn : key);

/** The key that Terraform wrote. */
export const keyOf = (parsed: string): string => (parsed === standIn ? refused : parsed);

/** The library would take a number for a key, too. */
function textOnly(key: unknown): string {
  if (typeof key === 'string') return key;
  throw new Bug(`a key is a ${typeof key}`);
}
