// The API room's face: a client made from options, or a failure that says what is wrong with them. A Reader alone
// is enough to plan; only apply asks for a Writer.

import { ok, type Result } from '../model/result.ts';
import { parseBaseUrl } from './base-url.ts';
import { type Caller, createCaller } from './caller.ts';
import { fetchToken } from './fetch-token.ts';
import { type ClientOptions, defaultLimits } from './options.ts';
import { createPace } from './pace.ts';
import type { Reader, Writer } from './port.ts';
import { proxySecrets, proxySettings } from './proxy.ts';
import { createReader } from './reader.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { Repeats } from './repeat.ts';
import { openTokenCache } from './token-cache.ts';
import { fixedToken, refreshedTokens, type Tokens } from './tokens.ts';
import { openTransport, type Transport } from './transport.ts';
import { createWriter } from './writer.ts';

export { parseBaseUrl } from './base-url.ts';
export { type CredentialsInput, credentialsFrom } from './credentials.ts';
export { apiRootOf, dataCenters } from './hosts.ts';
export { type ClientOptions, type Clock, type Credentials, defaultLimits, type Limits } from './options.ts';
export type { Reader, Sent, Writer } from './port.ts';
export { defaultCacheDir } from './token-cache.ts';

export interface ReadingClient {
  readonly reader: Reader;
  /** Cuts what is under way and closes all connections, so that the process can end. */
  readonly close: () => Promise<void>;
}

export interface Client extends ReadingClient {
  readonly writer: Writer;
}

/** For all that only reads: it holds nothing that could write. */
export function createReadingClient(options: ClientOptions): Result<ReadingClient> {
  const opened = open(options);
  if (!opened.ok) return opened;
  const { caller, close } = opened.value;
  return ok({ reader: createReader(caller), close });
}

/** Reader and writer over the same connections, token and request budget. Nothing is sent yet. */
export function createClient(options: ClientOptions): Result<Client> {
  const opened = open(options);
  if (!opened.ok) return opened;
  const { caller, close } = opened.value;
  return ok({ reader: createReader(caller), writer: createWriter(caller), close });
}

function open(options: ClientOptions): Result<{ caller: Caller; close: () => Promise<void> }> {
  const { clock, random, onNote } = options;
  const baseUrl = parseBaseUrl(options.baseUrl);
  if (!baseUrl.ok) return baseUrl;
  const proxies = proxySettings(options.env);
  if (!proxies.ok) return proxies;
  const limits = { ...defaultLimits, ...options.limits };
  const redactor = createRedactor();
  if (proxies.value !== null) for (const secret of proxySecrets(proxies.value)) redactor.hide(secret);
  const closing = new AbortController();
  const repeats: Repeats = {
    clock,
    random,
    limits,
    closing: closing.signal,
    note: onNote ?? (() => undefined),
  };
  const transport = openTransport(limits.concurrency, proxies.value);
  const userAgent = `trueup/${options.version} (+node/${process.versions.node})`;
  const tokens = tokensFor(options, { repeats, transport, redactor, userAgent });
  const pace = createPace(limits, clock, closing.signal);
  const url = new URL(baseUrl.value);
  const caller = createCaller({ baseUrl: url, userAgent, tokens, pace, transport, repeats, redactor });
  const close = async (): Promise<void> => {
    closing.abort();
    await transport.close();
  };
  return ok({ caller, close });
}

interface TokenParts {
  readonly repeats: Repeats;
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly userAgent: string;
}

function tokensFor({ credentials, cacheDir, clock }: ClientOptions, parts: TokenParts): Tokens {
  const { hide } = parts.redactor;
  if (credentials.by === 'token') {
    hide(credentials.accessToken);
    return fixedToken(credentials.accessToken);
  }
  hide(credentials.clientSecret);
  hide(credentials.refreshToken);
  const cache = openTokenCache(cacheDir, credentials);
  return refreshedTokens({
    cache,
    fetch: () => fetchToken({ ...parts, credentials }),
    now: clock.now,
    hide,
  });
}
