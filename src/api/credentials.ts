// Credentials from the environment, and from nowhere else. What is missing is named variable by variable; a value
// is never printed.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { parseAccountsUrl } from './base-url.ts';
import { accountsUrlOf } from './hosts.ts';
import type { ClientOptions, Credentials } from './options.ts';

export interface CredentialsInput {
  readonly env: ClientOptions['env'];
  /** Put before each variable's name: `ACME_` reads `ACME_ID360_ACCESS_TOKEN`. */
  readonly prefix?: string;
  /** The API root: it tells the accounts host where ID360_ACCOUNTS_URL is not set. */
  readonly baseUrl: string;
}

/**
 * ID360_ACCESS_TOKEN where it is set, else ID360_CLIENT_ID, ID360_CLIENT_SECRET and ID360_REFRESH_TOKEN with
 * ID360_ACCOUNTS_URL. Fails with reason `sign_in`, naming exactly the variables that are missing or unusable.
 */
export function credentialsFrom(input: CredentialsInput): Result<Credentials> {
  const { env, prefix = '', baseUrl } = input;
  const name = (variable: string) => `${prefix}ID360_${variable}`;
  const read = (variable: string) => env[name(variable)] ?? '';
  const token = read('ACCESS_TOKEN');
  const given = token === '' ? ['CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN'] : ['ACCESS_TOKEN'];
  const missing = given.filter((variable) => read(variable) === '').map(name);
  if (missing.length > 0) return err(notSet(missing, name('ACCESS_TOKEN'), missing.length === 3));
  const garbled = given.filter((variable) => !isHeaderSafe(read(variable))).map(name);
  if (garbled.length > 0) return err(notUsable(garbled));
  if (token !== '') return ok({ by: 'token', accessToken: token });
  const accounts = read('ACCOUNTS_URL') || accountsUrlOf(baseUrl);
  if (accounts === undefined) return err(notSet([name('ACCOUNTS_URL')], name('ACCESS_TOKEN'), false));
  const url = parseAccountsUrl(accounts, name('ACCOUNTS_URL'));
  if (!url.ok) return err({ ...url.error, reason: 'sign_in' });
  const [clientId, clientSecret, refreshToken] = [
    read('CLIENT_ID'),
    read('CLIENT_SECRET'),
    read('REFRESH_TOKEN'),
  ];
  return ok({ by: 'refresh', clientId, clientSecret, refreshToken, accountsUrl: url.value });
}

/** True for text that may stand in a header or a form as a secret: visible ASCII and nothing else. */
export function isHeaderSafe(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function notSet(missing: readonly string[], tokenName: string, nothing: boolean): Failure {
  return {
    code: 'api.no-credentials',
    reason: 'sign_in',
    summary: nothing ? 'there is nothing to sign in with' : `${missing.join(' and ')} must be set to sign in`,
    why: 'secrets are read from environment variables only',
    next: nothing
      ? `set ${tokenName}, or ${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`
      : `set ${missing.join(' and ')}, or ${tokenName} instead`,
  };
}

/** These variables hold something that cannot be a secret. */
export function notUsable(names: readonly string[]): Failure {
  return {
    code: 'api.bad-credentials',
    reason: 'sign_in',
    summary: `${names.join(' and ')} cannot be sent`,
    why: 'the value holds white space, a line break, a control character or a character outside ASCII',
    next: 'set it again without the line break or quotes that a copy or a file may have added',
  };
}
