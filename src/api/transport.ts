// One attempt of one HTTP call: the only file that touches undici. Nothing is thrown and nothing is repeated.
// Connections are kept open and not pipelined.

import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import type { Exchange } from './exchange.ts';
import { createInbox } from './inbox.ts';
import type { ProxySettings } from './proxy.ts';

export interface WireRequest {
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface Transport {
  readonly send: (request: WireRequest, timeoutMs: number) => Promise<Exchange>;
  /** Cuts what is under way. */
  readonly close: () => Promise<void>;
}

/** @param connections open at most, per host */
export function openTransport(connections: number, proxies: ProxySettings | null): Transport {
  const options = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };
  const agent: Dispatcher | Promise<Dispatcher> =
    proxies === null ? new Agent(options) : proxyAgent(options, proxies);
  return {
    send: async (request, timeoutMs) => exchange(await agent, request, timeoutMs),
    close: async () => (await agent).destroy(),
  };
}

/** Loaded only where a proxy is set: most runs have none. Plain http goes to the proxy as it is, https by CONNECT. */
async function proxyAgent(options: Agent.Options, proxies: ProxySettings): Promise<Dispatcher> {
  const [{ default: EnvHttpProxyAgent }, { default: Base }, { default: connect }] = await Promise.all([
    import('undici/lib/dispatcher/env-http-proxy-agent.js'),
    import('undici/lib/dispatcher/dispatcher.js'),
    import('undici/lib/api/api-connect.js'),
  ]);
  // undici's index gives every dispatcher its methods; of these, a tunnel needs this one.
  Object.assign(Base.prototype, { connect });
  return new EnvHttpProxyAgent({ ...options, ...proxies, proxyTunnel: false });
}

function exchange(agent: Dispatcher, request: WireRequest, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const inbox = createInbox((what) => {
      clearTimeout(timer);
      resolve(what);
    });
    const timer = setTimeout(
      () => inbox.giveUp('timeout', `no whole answer within ${timeoutMs} ms`),
      timeoutMs,
    );
    agent.dispatch({ ...request, headers: { ...request.headers } }, inbox);
  });
}
