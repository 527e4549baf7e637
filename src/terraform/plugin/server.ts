// gRPC over the connections that the socket has taken. It is loaded after the handshake, since loading it takes
// longer than all that comes before. Only the holder of the client's key is let in.

import type { Socket } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Certificate } from './certificate.ts';
import { addServices, type ServiceOptions } from './service.ts';

export interface ServerOptions extends ServiceOptions {
  readonly clientCertificate: string;
  readonly certificate: Certificate;
}

export interface PluginServer {
  readonly take: (socket: Socket) => void;
  /** Resolves when everything that was answered is sent. */
  readonly close: () => Promise<void>;
}

export function createServer(options: ServerOptions): PluginServer {
  const server = new Server({
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_channelz': 0,
  });
  addServices(server, options);
  const { certificate, key } = options.certificate;
  const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) };
  const injector = server.createConnectionInjector(
    ServerCredentials.createSsl(Buffer.from(options.clientCertificate), [pair], true),
  );
  return {
    take: injector.injectConnection,
    close: () => new Promise((resolve) => server.tryShutdown(() => resolve())),
  };
}
