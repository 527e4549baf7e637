// Where ADManager Plus is and its token, for the requests of a plan that go there. The token comes from the
// environment alone; what is missing is named variable by variable, and a value is never printed.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { inSettings } from '../model/settings.ts';
import { parseAdmanagerUrl } from './base-url.ts';
import { isHeaderSafe, notUsable } from './credentials.ts';
import type { Admanager, ClientOptions } from './options.ts';

export interface AdmanagerInput {
  readonly env: ClientOptions['env'];
  /** Put before each variable's name: `ACME_` reads `ACME_ADMANAGER_AUTH_TOKEN`. */
  readonly prefix?: string;
  /** `base_url` under `admanager` in trueup.yaml; absent: ADMANAGER_BASE_URL. */
  readonly baseUrl?: string | undefined;
  /** Allows plain http to another host than this one. */
  readonly insecure?: boolean | undefined;
}

/**
 * Where ADManager Plus is and its token. Fails with reason `sign_in`, naming exactly the variables that are missing or
 * unusable; `api.admanager-insecure` where the token would travel unencrypted.
 */
export function admanagerFrom(input: AdmanagerInput): Result<Admanager> {
  const { url, token } = namesOf(input.prefix);
  const secret = input.env[token] ?? '';
  const missing = [...(givenUrl(input) === '' ? [url] : []), ...(secret === '' ? [token] : [])];
  if (missing.length > 0) return err(notSet(missing, input.prefix));
  const baseUrl = admanagerUrlFrom(input);
  if (!baseUrl.ok) return baseUrl;
  return isHeaderSafe(secret) ? ok({ baseUrl: baseUrl.value, token: secret }) : err(notUsable([token]));
}

/** Where ADManager Plus is, without a token: enough to plan. */
export function admanagerUrlFrom(input: AdmanagerInput): Result<string> {
  const { url } = namesOf(input.prefix);
  const given = givenUrl(input);
  if (given === '') return err(notSet([url], input.prefix));
  const name = input.baseUrl === undefined ? url : 'base_url under admanager';
  const parsed = parseAdmanagerUrl(given, name, input.insecure ?? false);
  return parsed.ok ? parsed : err({ ...parsed.error, reason: 'sign_in' });
}

/** A request for ADManager Plus came to a client that was made without it. */
export function noAdmanager(prefix?: string): Failure {
  const { url, token } = namesOf(prefix);
  return {
    ...notSet([url, token], prefix),
    summary: 'ADManager Plus, which this request is for, is not set up',
    why: 'nothing was sent: where it is, and its token, were not given',
  };
}

function givenUrl({ env, prefix, baseUrl }: AdmanagerInput): string {
  return baseUrl ?? env[namesOf(prefix).url] ?? '';
}

function namesOf(prefix = '') {
  return { url: `${prefix}ADMANAGER_BASE_URL`, token: `${prefix}ADMANAGER_AUTH_TOKEN` };
}

function notSet(missing: readonly string[], prefix?: string): Failure {
  const { url, token } = namesOf(prefix);
  const hints: Readonly<Record<string, string>> = {
    [url]: `set ${url} (https://admanager.example:8443), or admanager.base_url, ${inSettings}`,
    [token]: `set ${token} (ADManager Plus gives one under Delegation > Configuration > Technician Authtokens)`,
  };
  return {
    code: 'api.no-admanager',
    reason: 'sign_in',
    summary: `${missing.join(' and ')} must be set to reach ADManager Plus`,
    why: 'there are requests for it, and secrets are read from environment variables only',
    next: missing.map((name) => hints[name]).join('; '),
  };
}
