// A proxy before a simulator that keeps every request and its answer, as they went over the wire. A connection that the
// simulator breaks is broken towards the client too; there is nothing to keep then.

import { once } from 'node:events';
import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Exchange } from './judge.ts';

export interface Recorder {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  readonly close: () => Promise<void>;
}

/** `port`: of the simulator on the loopback. */
export async function record(port: number): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    forward(port, request, response).then(
      (exchange) => exchanges.push(exchange),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is never a text or null once it listens.
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    exchanges,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(port: number, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const { method = '', url: target = '' } = request;
  const body = await text(request);
  const onward = open({ host: '127.0.0.1', port, method, path: target, headers: request.headers });
  onward.end(body);
  // once() gives the event's arguments untyped.
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const answered = await text(answer);
  const status = answer.statusCode ?? 0;
  response.writeHead(status, answer.headers).end(answered);
  return {
    method,
    target,
    sent: { headers: plain(request), body },
    answer: { status, headers: plain(answer), body: answered },
  };
}

const plain = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
