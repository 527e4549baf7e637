// The API room's face: a client made from options, or a failure that says what is wrong with them. A Reader alone
// is enough to plan; only apply asks for a Writer.

import { ok, type Result } from '../model/result.ts';
import { type Callers, openCallers } from './callers.ts';
import { type ClientOptions, defaultLimits } from './options.ts';
import type { Reader, Writer } from './port.ts';
import { proxySecrets, proxySettings } from './proxy.ts';
import { createReader } from './reader.ts';
import { createRedactor } from './redact.ts';
import type { Repeats } from './repeat.ts';
import { openTransport } from './transport.ts';
import { createWriter } from './writer.ts';

export { type AdmanagerInput, admanagerFrom, admanagerUrlFrom } from './admanager.ts';
export { parseBaseUrl } from './base-url.ts';
export { type CredentialsInput, credentialsFrom } from './credentials.ts';
export { apiRootOf, dataCenters } from './hosts.ts';
export {
  type Admanager,
  type Attempt,
  type ClientOptions,
  type Clock,
  type Credentials,
  defaultLimits,
  type Limits,
} from './options.ts';
export type { Reader, Sent, Writer } from './port.ts';

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
  const { reader, close } = opened.value;
  return ok({ reader, close });
}

/** Reader and writer over the same connections, tokens and request budgets. Nothing is sent yet. */
export function createClient(options: ClientOptions): Result<Client> {
  const opened = open(options);
  if (!opened.ok) return opened;
  const { reader, callers, close } = opened.value;
  return ok({ reader, writer: createWriter(callers), close });
}

function open(options: ClientOptions): Result<ReadingClient & { readonly callers: Callers }> {
  const { clock, random, onNote: note = () => undefined, onAttempt: ended = () => undefined } = options;
  const proxies = proxySettings(options.env);
  if (!proxies.ok) return proxies;
  const limits = { ...defaultLimits, ...options.limits };
  const redactor = createRedactor();
  if (proxies.value !== null) for (const secret of proxySecrets(proxies.value)) redactor.hide(secret);
  const closing = new AbortController();
  const repeats: Repeats = { clock, random, limits, closing: closing.signal, note };
  const transport = openTransport(limits.concurrency, proxies.value);
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  const callers = openCallers(options, { transport, repeats, redactor, count, ended });
  if (!callers.ok) return callers;
  const close = async (): Promise<void> => {
    closing.abort();
    await transport.close();
  };
  const reader = createReader(callers.value.identity360, () => requests);
  return ok({ reader, callers: callers.value, close });
}
