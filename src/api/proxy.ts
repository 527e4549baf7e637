// The proxy variables, read as curl reads them: lower case wins over upper case, https falls back to the http
// proxy, and a proxy without a scheme is an http one. A proxy's password is never printed.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { ClientOptions } from './options.ts';

/** What undici's agent is given. Empty text: none, and do not look into the process' own environment. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** The proxies of an environment; null where it names none. */
export function proxySettings(env: ClientOptions['env']): Result<ProxySettings | null> {
  const http = proxyUrl(env, 'http_proxy');
  if (!http.ok) return http;
  const https = proxyUrl(env, 'https_proxy');
  if (!https.ok) return https;
  if (http.value === '' && https.value === '') return ok(null);
  const noProxy = variable(env, 'no_proxy')
    .replace(/\s*,\s*/g, ',')
    .trim();
  return ok({ httpProxy: http.value, httpsProxy: https.value || http.value, noProxy });
}

/** The passwords in these settings, plain and as they go on the wire. */
export function proxySecrets(settings: ProxySettings): string[] {
  return [settings.httpProxy, settings.httpsProxy]
    .filter((proxy) => URL.canParse(proxy))
    .flatMap((proxy) => {
      const { username, password } = new URL(proxy);
      if (password === '') return [];
      const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
      return [secret, Buffer.from(`${user}:${secret}`).toString('base64')];
    });
}

function variable(env: ClientOptions['env'], name: string): string {
  return env[name] || env[name.toUpperCase()] || '';
}

function proxyUrl(env: ClientOptions['env'], name: string): Result<string> {
  const text = variable(env, name).trim();
  if (text === '') return ok('');
  const url = text.includes('://') ? text : `http://${text}`;
  return isProxy(url) ? ok(url) : err(notAProxy(name.toUpperCase()));
}

function isProxy(text: string): boolean {
  try {
    const url = new URL(text);
    decodeURIComponent(url.username + url.password);
    return url.protocol === 'http:' || url.protocol === 'https:';
  } catch {
    return false;
  }
}

function notAProxy(variable: string): Failure {
  return {
    code: 'api.bad-proxy',
    reason: 'error',
    summary: `${variable} is not a proxy that can be used`,
    why: 'a proxy is an http or https URL, its user and password percent-encoded',
    next: `write ${variable} like http://proxy.example:3128, or unset it`,
  };
}
