// Values as they travel in messages. Terraform writes msgpack; JSON comes only where a value was stored long ago.

import type { Json } from '../../model/json.ts';
import { decode } from '../value/decode.ts';
import { decodeJson } from '../value/decode-json.ts';
import { encode } from '../value/encode.ts';
import type { TfType, Value } from '../value/types.ts';
import type { DynamicValue } from './messages.ts';

/** The value of this type; null where nothing was sent. Throws Refusal as decode does. */
export function readValue(sent: DynamicValue | null, type: TfType): Value {
  if (sent?.msgpack?.length) return decode(sent.msgpack, type);
  return sent?.json?.length ? decodeJson(parseJson(sent.json), type) : null;
}

/** What Terraform takes for a value of this type. */
export function writeValue(value: Value, type: TfType): DynamicValue {
  return { msgpack: encode(value, type) };
}

/** JSON from Terraform, such as `RawState.json`. */
export function parseJson(bytes: Uint8Array): Json {
  // What JSON.parse gives is JSON.
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
}
