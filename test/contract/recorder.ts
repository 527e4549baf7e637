// A proxy before a simulator that keeps every request and its answer, as they went over the wire. A connection that the
// simulator breaks is broken towards the client too, and the request is kept without an answer.

import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer, Exchange } from './exchange.ts';

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
    forward(port, request, response).then((exchange) => exchanges.push(exchange), destroyed(response));
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

/** A client that goes away while it sends leaves nothing to keep. */
const destroyed = (response: ServerResponse) => (): void => void response.destroy();

async function forward(port: number, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const { method = '', url: target = '' } = request;
  const body = await text(request);
  const sent = { headers: plain(request), body };
  const onward = open({ host: '127.0.0.1', port, method, path: target, headers: request.headers });
  onward.end(body);
  const answer = await answerTo(onward).catch(() => null);
  if (answer === null) response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
  return { method, target, sent, answer };
}

/** Rejects where the connection breaks. */
async function answerTo(onward: ClientRequest): Promise<Answer> {
  // once() gives the event's arguments untyped.
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: plain(answer), body: await text(answer) };
}

const plain = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
