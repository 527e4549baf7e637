// A server between the command and the simulator: it answers some requests in its own, wrong, way and passes the others on.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Options, startSimulator } from '../../src/simulator/index.ts';
import { type Env, room, type Tenant } from './harness.ts';

export interface Asked {
  readonly method: string;
  /** From `/` on, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

/** `body`: a text as it is, anything else as JSON. `status`: 200. */
export interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Undefined: the simulator answers. */
export type Spoil = (asked: Asked) => Answer | undefined;

/** A simulated tenant, reached through `spoil`. */
export async function spoiltTenant(spoil: Spoil, options: Options = {}, env: Env = {}): Promise<Tenant> {
  const inner = await startSimulator({ devices: 20, ...options });
  const server = createServer((request, response) => {
    answer(inner.accountsUrl, spoil, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await inner.close();
  });
  // A TCP server that listens has an address with a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = await room({ ID360_BASE_URL: `${origin}/api/v1`, ID360_ACCESS_TOKEN: 'any-token', ...env });
  return { ...own, simulator: inner };
}

async function answer(
  origin: string,
  spoil: Spoil,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  const { pathname: path, searchParams: query } = new URL(url, origin);
  const authorization = headers.authorization ?? '';
  const body = Buffer.concat(chunks);
  const own = spoil({ method, path, query, authorization, body: body.toString() });
  if (own !== undefined) {
    response.writeHead(own.status ?? 200, { 'content-type': 'application/json', ...own.headers });
    response.end(typeof own.body === 'string' ? own.body : JSON.stringify(own.body));
    return;
  }
  const type = headers['content-type'];
  const passed = await fetch(`${origin}${url}`, {
    method,
    headers: { authorization, ...(type !== undefined && { 'content-type': type }) },
    ...(method !== 'GET' && { body }),
  });
  response.writeHead(passed.status, { 'content-type': 'application/json' });
  response.end(await passed.text());
}
