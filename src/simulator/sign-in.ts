// Who may call: access tokens and scopes of the API, and the token endpoint of the accounts host. Issued tokens are
// accepted until they expire; a refused refresh is an HTTP 200 with an error, as the contract says.

import type { JsonObject } from '../model/json.ts';
import type { Problem } from '../model/server.ts';
import type { Settings } from './options.ts';

const tokensPerWindow = 10;
const window = 600_000;

export interface SignIn {
  /** What stands against the call; null: nothing. */
  readonly refuses: (authorization: string | undefined, settings: Settings, now: number) => Problem | null;
  /** Answers a token request from its form fields. */
  readonly token: (
    form: URLSearchParams,
    settings: Settings,
    now: number,
  ) => { readonly status: number; readonly body: JsonObject };
}

export function createSignIn(): SignIn {
  /** Issued tokens, and when each expires. */
  const issued = new Map<string, number>();
  /** When tokens were asked for, by refresh token; refused attempts prolong the lock-out. */
  const asked = new Map<string, readonly number[]>();

  const isLockedOut = (refreshToken: string, now: number): boolean => {
    const recent = (asked.get(refreshToken) ?? []).filter((at) => at > now - window);
    asked.set(refreshToken, [...recent, now]);
    return recent.length >= tokensPerWindow;
  };

  return {
    refuses: (authorization, { tokens }, now) => {
      const [, token = ''] = /^Zoho-oauthtoken\s+(\S+)$/.exec(authorization ?? '') ?? [];
      const expires = issued.get(token);
      const isGood =
        expires === undefined ? token !== '' && (tokens?.includes(token) ?? true) : now < expires;
      return isGood ? null : { problem: 'unauthorized', detail: 'The OAuth token is invalid.' };
    },
    token: (form, settings, now) => {
      const error = refusedRefresh(form, settings);
      if (error !== null) return { status: 200, body: { error } };
      if (isLockedOut(form.get('refresh_token') ?? '', now)) return { status: 400, body: accessDenied };
      const access_token = `1000.simulated-${issued.size + 1}`;
      issued.set(access_token, now + settings.tokenSeconds * 1000);
      const api_domain = 'https://www.zohoapis.com';
      return {
        status: 200,
        body: { access_token, api_domain, token_type: 'Bearer', expires_in: settings.tokenSeconds },
      };
    },
  };
}

const accessDenied: JsonObject = {
  error: 'Access Denied',
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  status: 'failure',
};

function refusedRefresh(form: URLSearchParams, settings: Settings): string | null {
  const fits = (field: string, wanted: string | null): boolean =>
    wanted === null ? (form.get(field) ?? '') !== '' : form.get(field) === wanted;
  if (form.get('grant_type') !== 'refresh_token') return 'unsupported_grant_type';
  if (!fits('client_id', settings.clientId)) return 'invalid_client';
  if (!fits('client_secret', settings.clientSecret)) return 'invalid_client_secret';
  return fits('refresh_token', settings.refreshToken) ? null : 'invalid_code';
}

/** True where one of the wanted scopes is granted, or the ALL of its area; without case. */
export function allows(granted: readonly string[] | null, wanted: readonly string[]): boolean {
  if (granted === null) return true;
  const held = new Set(granted.map((scope) => scope.toLowerCase()));
  return wanted.some((scope) => {
    const small = scope.toLowerCase();
    return held.has(small) || held.has(small.replace(/\.[^.]*$/, '.all'));
  });
}
