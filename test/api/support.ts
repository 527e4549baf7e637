// Real HTTP servers with scripted answers, a clock that jumps instead of waiting, and clients over both.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Client, type ClientOptions, createClient } from '../../src/api/client.ts';
import type { ApiRequest, Method } from '../../src/model/call.ts';
import type { Result } from '../../src/model/result.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Reply = (res: ServerResponse, seen: Seen, req: IncomingMessage) => void;

/** A server that gives these replies in turn, the last one for ever; `seen` is what it was asked. */
export async function serve(...replies: readonly Reply[]) {
  const seen: Seen[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const { method = '', url = '', headers } = req;
    const asked = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const reply = replies[Math.min(seen.push(asked), replies.length) - 1];
    reply?.(res, asked, req);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen, server };
}

/** A JSON answer. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** An answer as text. */
export const text =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (res) => {
    res.writeHead(status, headers).end(body);
  };

/** The connection breaks before a byte of the answer. */
export const reset: Reply = (res) => {
  res.socket?.destroy();
};

/** Never an answer. */
export const silence: Reply = () => undefined;

export const serverError = (title: string, detail: string, code = '00000000') => ({
  error: { code, title, detail },
});

export const request = (method: Method, path: string, query: Record<string, string> = {}): ApiRequest => ({
  method,
  path,
  query,
  body: method === 'GET' ? null : { a: 1 },
});

/** Waits pass at once; `waits` are the ones asked for, in milliseconds. */
export function fakeClock(start = 1_700_000_000_000) {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
}

export type FakeClock = ReturnType<typeof fakeClock>;

/** A client at `url`/api/v1 with a token, a jumping clock and no jitter, unless told otherwise. */
export function clientFor(url: string, options: Partial<ClientOptions> = {}): Client {
  const client = must(
    createClient({
      baseUrl: `${url}/api/v1`,
      credentials: { by: 'token', accessToken: 'token-1' },
      env: {},
      clock: fakeClock(),
      random: () => 0.999,
      cacheDir: null,
      version: '1.2.3',
      ...options,
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new TypeError(JSON.stringify(result.error));
  return result.value;
}

export function failureOf<T>(result: Result<T>) {
  if (result.ok) throw new TypeError(`no failure but ${JSON.stringify(result.value)}`);
  return result.error;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
