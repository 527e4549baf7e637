// The two services that Terraform calls: the provider, and the controller by which it ends a plugin. Messages pass as
// bytes, so that reading and writing them is part of answering and cannot break the connection.

import type { handleUnaryCall, MethodDefinition, Server } from '@grpc/grpc-js';
import { answer, type Rpc } from './answer.ts';
import { complete } from './answers.ts';
import { codecOf } from './codec.ts';
import { type Provided, provided } from './descriptor.ts';
import type { Context, Handlers, Ready } from './handlers.ts';
import type { Life } from './life.ts';
import type { Log } from './log.ts';
import type { Told } from './messages.ts';

export interface ServiceOptions {
  /** Called at the first RPC, and once. */
  readonly handlers: () => Promise<Handlers>;
  readonly ready: Ready;
  readonly life: Life;
  readonly log: Log;
  readonly redact: (text: string) => string;
}

type Unary = (bytes: Uint8Array) => Promise<Buffer>;

/** A handler of which only the codec beside it knows what it takes. */
type Loose = (request: object, context: Context) => Promise<Told>;

export function addServices(server: Server, options: ServiceOptions): void {
  const { life } = options;
  const empty = Buffer.alloc(0);
  const stop: Unary = async () => {
    life.stop();
    return empty;
  };
  const shutDown: Unary = async () => {
    // The answer is under way before the connection is closed, and closing waits for it.
    setImmediate(life.end, 0);
    return empty;
  };
  addService(server, 'tfplugin6.Provider', { ...providerOf(options), StopProvider: stop });
  addService(server, 'plugin.GRPCController', { Shutdown: shutDown });
}

function providerOf({ handlers, ready, life, log, redact }: ServiceOptions): Readonly<Record<string, Unary>> {
  const context: Context = { signal: life.signal, log };
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => complete(await handlers());
  const unary = (name: Provided): Unary => {
    const known = ready[name];
    if (known !== undefined) return () => life.run(async () => Buffer.from(await known()));
    const handle = async (request: object): Promise<Told> => {
      loading ??= load();
      const handler = (await loading)[name];
      // The codec of this very name made the request.
      return (handler as Loose)(request, context);
    };
    const rpc: Rpc = { name, codec: codecOf(name), handle: (request) => life.run(() => handle(request)) };
    return (bytes) => answer(rpc, bytes, context, redact);
  };
  return Object.fromEntries(provided.map((name) => [name, unary(name)]));
}

function addService(server: Server, service: string, methods: Readonly<Record<string, Unary>>): void {
  const definition: Record<string, MethodDefinition<Buffer, Buffer>> = {};
  const implementation: Record<string, handleUnaryCall<Buffer, Buffer>> = {};
  for (const [name, unary] of Object.entries(methods)) {
    definition[name] = { path: `/${service}/${name}`, ...asBytes };
    implementation[name] = (call, send) => {
      unary(call.request).then((response) => send(null, response), send);
    };
  }
  server.addService(definition, implementation);
}

const same = (bytes: Buffer): Buffer => bytes;

const asBytes = {
  requestStream: false,
  responseStream: false,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
};
