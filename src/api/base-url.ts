// Checks of the URLs that secrets are sent to. Nothing of a URL but its scheme and host is ever printed: the rest may
// hold a password.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { inSettings } from '../model/settings.ts';

/** How messages call the URL, and a good one. `plain`: http to any host. */
interface Rules {
  readonly name: string;
  readonly example: string;
  readonly plain?: boolean;
}

/** True for a host name that never leaves this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The API root without its trailing slash: https, or http on loopback; no user, password, query or fragment. */
export function parseBaseUrl(text: string, name = 'the base URL'): Result<string> {
  return parse(text, { name, example: 'https://id360.manageengine.com/api/v1' });
}

/** The accounts host as an origin: the client secret goes there, so it is held to the same rules and has no path. */
export function parseAccountsUrl(text: string, name: string): Result<string> {
  return parseOrigin(text, { name, example: 'https://accounts.zoho.com' });
}

/** Where ADManager Plus is, as an origin: held to the same rules, but for plain http where `insecure` allows it. */
export function parseAdmanagerUrl(text: string, name: string, insecure: boolean): Result<string> {
  const url = parseOrigin(text, { name, example: 'https://admanager.example:8443', plain: true });
  return !url.ok || insecure || keepsSecrets(new URL(url.value)) ? url : err(unencrypted(name, url.value));
}

function parse(text: string, rules: Rules): Result<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused(rules, 'it is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused(rules, 'it is not an https URL');
  if (url.username !== '' || url.password !== '') return refused(rules, 'it holds a user name or a password');
  if (!rules.plain && !keepsSecrets(url))
    return refused(rules, `http://${url.host} would carry the token unencrypted`);
  if (url.search !== '' || url.hash !== '') return refused(rules, 'it has a query or a fragment');
  return ok(url.origin + url.pathname.replace(/\/+$/, ''));
}

function parseOrigin(text: string, rules: Rules): Result<string> {
  const url = parse(text, rules);
  return !url.ok || new URL(url.value).pathname === '/' ? url : refused(rules, 'it has a path');
}

function keepsSecrets({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname);
}

function refused({ name, example, plain }: Rules, why: string): Result<never> {
  return err({
    code: 'api.bad-url',
    reason: 'error',
    summary: `${name} cannot be used`,
    why,
    next: `write it like ${example}${plain ? '' : '; plain http is for localhost only'}`,
  });
}

function unencrypted(name: string, origin: string): Failure {
  return {
    code: 'api.admanager-insecure',
    reason: 'error',
    summary: `${name} cannot be used: it is plain http`,
    why: `the token travels in each request, and ${origin} would carry it unencrypted`,
    next: `give its https URL; or, where the network between can be trusted, set admanager.insecure to true, ${inSettings}`,
  };
}
