// Requests and responses as protobufjs reads and writes them: plain objects with the names of the protocol, bytes as
// bytes, 64-bit integers as numbers (there are only versions and indexes).

import protobuf from 'protobufjs/light.js';
import { descriptor } from './descriptor.ts';
import type { RpcName } from './handlers.ts';

export interface Codec {
  /** With every field: what was not sent has its default, and null where that is a message. */
  readonly readRequest: (bytes: Uint8Array) => object;
  readonly writeResponse: (response: object) => Buffer;
}

const root = protobuf.Root.fromJSON(descriptor);

export function codecOf(name: RpcName): Codec {
  const request = root.lookupType(`${name}.Request`);
  const response = root.lookupType(`${name}.Response`);
  return {
    readRequest: (bytes) => request.toObject(request.decode(bytes), { defaults: true, longs: Number }),
    writeResponse: (message) => Buffer.from(response.encode(message).finish()),
  };
}
