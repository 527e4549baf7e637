// Checks of the two URLs that secrets are sent to. Nothing of a URL but its scheme and host is ever printed: the
// rest may hold a password.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';

/** True for a host name that never leaves this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The API root without its trailing slash: https, or http on loopback; no user, password, query or fragment. */
export function parseBaseUrl(text: string, name = 'the base URL'): Result<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused(name, 'it is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused(name, 'it is not an https URL');
  if (url.username !== '' || url.password !== '') return refused(name, 'it holds a user name or a password');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return refused(name, `http://${url.host} would carry the token unencrypted`);
  if (url.search !== '' || url.hash !== '') return refused(name, 'it has a query or a fragment');
  return ok(url.origin + url.pathname.replace(/\/+$/, ''));
}

/** The accounts host as an origin: the client secret goes there, so it is held to the same rules and has no path. */
export function parseAccountsUrl(text: string, name: string): Result<string> {
  const url = parseBaseUrl(text, name);
  if (!url.ok || new URL(url.value).pathname === '/') return url;
  return refused(name, 'it has a path', 'https://accounts.zoho.com');
}

function refused(name: string, why: string, example = 'https://id360.manageengine.com/api/v1') {
  const failure: Failure = {
    code: 'api.bad-url',
    reason: 'error',
    summary: `${name} cannot be used`,
    why,
    next: `write it like ${example}; plain http is for localhost only`,
  };
  return err(failure);
}
