// One fetch of an access token with a refresh token: the request, and what its answer says. An answer of 200 may
// be a refusal here, so the body decides.

import { isObject } from '../model/json.ts';
import { isHeaderSafe } from './credentials.ts';
import type { Arrived } from './exchange.ts';
import type { Credentials } from './options.ts';
import type { AccessToken } from './token-cache.ts';
import type { WireRequest } from './transport.ts';
import { asForm } from './wire.ts';

type Refresh = Extract<Credentials, { by: 'refresh' }>;

/** `POST {accounts}/oauth/v2/token`; the secrets travel in the body, never in the URL. */
export function tokenRequest(credentials: Refresh, userAgent: string): WireRequest {
  const form = {
    grant_type: 'refresh_token',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    refresh_token: credentials.refreshToken,
  };
  return {
    origin: credentials.accountsUrl,
    path: '/oauth/v2/token',
    method: 'POST',
    ...asForm(form, userAgent),
  };
}

/** `locked`: too many tokens were fetched, and asking again makes it longer. `garbled`: not an answer of OAuth. */
export type TokenAnswer =
  | { readonly got: 'token'; readonly token: AccessToken }
  | { readonly got: 'refusal' | 'locked'; readonly error: string }
  | { readonly got: 'garbled' };

/** A token is never believed to live longer than this: some hosts tell milliseconds. */
const longestLife = 3600;
/** Seconds before its end that a token is renewed; half the life of one that lives shorter than two minutes. */
const margin = 60;

export function readTokenAnswer({ text }: Pick<Arrived, 'text'>, now: number): TokenAnswer {
  const body = parse(text);
  if (!isObject(body)) return { got: 'garbled' };
  const { access_token: value, expires_in: life, error } = body;
  if (typeof error === 'string') {
    return { got: /access.?denied/i.test(error) ? 'locked' : 'refusal', error };
  }
  if (typeof value !== 'string' || !isHeaderSafe(value)) return { got: 'garbled' };
  const seconds = Number(life) > 0 ? Math.min(Number(life), longestLife) : longestLife;
  const renewAt = now + (seconds - Math.min(margin, seconds / 2)) * 1000;
  return { got: 'token', token: { value, renewAt } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
