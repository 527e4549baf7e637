// One caller for each server, with its own token and its own pace, over common connections. A server that is not set
// up is the failure of every request for it.

import type { Service } from '../model/call.ts';
import { err, ok, type Result } from '../model/result.ts';
import { noAdmanager } from './admanager.ts';
import { parseAdmanagerUrl, parseBaseUrl } from './base-url.ts';
import { type Caller, type CallerParts, createCaller } from './caller.ts';
import { fetchToken } from './fetch-token.ts';
import type { ClientOptions } from './options.ts';
import { createPace } from './pace.ts';
import { admanager, identity360, type Server } from './servers.ts';
import { openTokenCache } from './token-cache.ts';
import { fixedToken, refreshedTokens, type Tokens } from './tokens.ts';

export interface Callers {
  readonly identity360: Caller;
  readonly services: Readonly<Record<Service, Result<Caller>>>;
}

type Shared = Omit<CallerParts, 'server' | 'tokens' | 'pace'>;

/** Fails only where a URL among the options cannot be used. */
export function openCallers(options: ClientOptions, shared: Shared): Result<Callers> {
  const [first, second] = [openIdentity360(options, shared), openAdmanager(options, shared)];
  if (!first.ok) return first;
  if (!second.ok && options.admanager !== undefined) return second;
  return ok({ identity360: first.value, services: { admanager: second } });
}

function openIdentity360(options: ClientOptions, shared: Shared): Result<Caller> {
  const baseUrl = parseBaseUrl(options.baseUrl);
  if (!baseUrl.ok) return baseUrl;
  const server = identity360({ baseUrl: baseUrl.value, ...sender(options) });
  return ok(callerOf(server, signInTokens(options, shared), shared));
}

/** Whether plain http to it is allowed was decided where its URL was read. */
function openAdmanager(options: ClientOptions, shared: Shared): Result<Caller> {
  if (options.admanager === undefined) return err(noAdmanager(options.prefix));
  const { baseUrl: url, token } = options.admanager;
  const baseUrl = parseAdmanagerUrl(url, 'the base URL of ADManager Plus', true);
  if (!baseUrl.ok) return baseUrl;
  shared.redactor.hide(token);
  const server = admanager({ baseUrl: baseUrl.value, ...sender(options) });
  return ok(callerOf(server, fixedToken(token), shared));
}

function callerOf(server: Server, tokens: Tokens, shared: Shared): Caller {
  const { clock, limits, closing } = shared.repeats;
  return createCaller({ ...shared, server, tokens, pace: createPace(limits, clock, closing) });
}

function sender({ version, prefix = '' }: ClientOptions) {
  return { userAgent: `trueup/${version} (+node/${process.versions.node})`, prefix };
}

function signInTokens(options: ClientOptions, shared: Shared): Tokens {
  const { credentials, cacheDir, clock } = options;
  const { hide } = shared.redactor;
  if (credentials.by === 'token') {
    hide(credentials.accessToken);
    return fixedToken(credentials.accessToken);
  }
  hide(credentials.clientSecret);
  hide(credentials.refreshToken);
  return refreshedTokens({
    cache: openTokenCache(cacheDir, credentials),
    fetch: () => fetchToken({ ...shared, ...sender(options), credentials }),
    now: clock.now,
    hide,
  });
}
