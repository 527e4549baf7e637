// One HTTP request from its first byte to its log entry: control calls first, then faults and limits, then the
// API or the token endpoint. A fault that loses an answer strikes after the work is done.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result } from '../model/result.ts';
import type { Problem } from '../model/server.ts';
import { type Api, type Outgoing, problemText } from './api.ts';
import { bodyOf, formOf, masked } from './arrived.ts';
import { readBody } from './body.ts';
import type { Control } from './control.ts';
import type { FaultPlan, Verdict } from './faults.ts';
import type { Limiter } from './limiter.ts';
import type { RequestLog } from './log.ts';
import type { Faults, Settings } from './options.ts';
import { reset, send, sendCut, sendPage, sendTruncated } from './send.ts';
import type { Services } from './services.ts';
import type { SignIn } from './sign-in.ts';

export const apiRoot = '/api/v1';
const tokenPath = '/oauth/v2/token';

export interface Parts {
  readonly settings: () => Settings;
  readonly faults: () => FaultPlan;
  readonly now: () => number;
  readonly log: RequestLog;
  readonly limiter: Limiter;
  readonly api: Api;
  readonly services: Services;
  readonly signIn: SignIn;
  readonly control: Control;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `too-large`: past a megabyte. */
  readonly body: Result<string, 'too-large'>;
}

export async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const method = request.method ?? '';
  if (path.startsWith('/_simulator/')) return control(parts, request, response, path);
  const isCall = path.startsWith(`${apiRoot}/`) || parts.services.owns(path);
  const verdict = parts.faults()(method, path, isCall);
  if (verdict.latency > 0) await sleep(verdict.latency);
  const body = verdict.strike?.fault === 'reset' ? ok('') : await readBody(request);
  const exchange = { request, response, method, path, query: new URLSearchParams(query), body };
  const status = strikeBefore(parts, exchange, verdict) ?? work(parts, exchange, verdict);
  remember(parts, exchange, status, verdict);
}

function remember({ log, now }: Parts, exchange: Exchange, status: number, { strike }: Verdict): void {
  const { request, method, path, query } = exchange;
  const text = exchange.body.ok ? exchange.body.value : '';
  const body = bodyOf(request.headers['content-type'], text);
  const entry = {
    method,
    path,
    query: masked(Object.fromEntries(query)),
    status,
    at: now(),
    ...(body !== undefined && { body }),
    ...(strike !== null && { fault: strike.fault }),
  };
  log.add(entry, text.length);
}

async function control(
  { control }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request);
  const address = request.socket.remoteAddress ?? '';
  send(response, control(request.method ?? '', path, body.ok ? body.value : '', address));
}

/** A fault instead of any work; the status it gave, or undefined where the work is to be done. */
function strikeBefore(parts: Parts, { response }: Exchange, { strike }: Verdict): number | undefined {
  if (strike === null || ['lost', 'truncated', 'cut'].includes(strike.fault)) return undefined;
  if (strike.fault === 'reset') {
    reset(response);
    return 0;
  }
  if (strike.fault === 'html') {
    sendPage(response, strike.rule.htmlStatus ?? 502);
    return strike.rule.htmlStatus ?? 502;
  }
  if (strike.fault === 'error') return refuse(parts, response, internal);
  return refuse(parts, response, tooMany, retryAfter(strike.rule, parts.now()));
}

const internal: Problem = {
  problem: 'internal',
  detail: 'An unexpected internal error has occurred on the server. Please try again later.',
};
const tooMany: Problem = { problem: 'too-many', detail: 'Too many requests. Please try again later.' };

function retryAfter(rule: Faults, now: number): Readonly<Record<string, string>> {
  const seconds = rule.retryAfterSeconds ?? 1;
  const date = new Date(now + seconds * 1000).toUTCString();
  return { 'Retry-After': rule.retryAfter === 'date' ? date : String(seconds) };
}

function refuse(parts: Parts, response: ServerResponse, problem: Problem, headers = {}): number {
  const outgoing = problemText(problem, parts.settings());
  send(response, outgoing, headers);
  return outgoing.status;
}

function work(parts: Parts, exchange: Exchange, { strike }: Verdict): number {
  const { settings, limiter, now } = parts;
  const { response, request, path, body } = exchange;
  const { urlMax, rateLimit } = settings();
  if ((request.url ?? '').length > urlMax)
    return refuse(parts, response, { problem: 'url-too-long', detail: 'The URL is too long.' });
  if (!body.ok) return refuse(parts, response, { problem: 'too-large', detail: 'The body is too large.' });
  if (path.startsWith(apiRoot) && rateLimit !== null && !limiter(rateLimit.perSecond, now())) {
    return refuse(parts, response, tooMany, { 'Retry-After': '1' });
  }
  const outgoing = answer(parts, exchange, body.value);
  if (strike === null) send(response, outgoing);
  else if (strike.fault === 'lost') reset(response);
  else if (strike.fault === 'truncated') sendTruncated(response, outgoing);
  else sendCut(response, outgoing);
  return outgoing.status;
}

function answer(parts: Parts, { method, path, query, request }: Exchange, body: string): Outgoing {
  const { settings, signIn, now, api, services } = parts;
  const contentType = request.headers['content-type'];
  if (path === tokenPath && method === 'POST') {
    const { status, body: json } = signIn.token(new URLSearchParams(body), settings(), now());
    return { status, text: JSON.stringify(json) };
  }
  if (services.owns(path)) {
    const parameters = { ...formOf(contentType, body), ...Object.fromEntries(query) };
    return services.answer({ method, path, parameters });
  }
  if (!path.startsWith(`${apiRoot}/`))
    return problemText({ problem: 'no-endpoint', detail: `There is no endpoint ${path}.` }, settings());
  if (request.headers['transfer-encoding'] !== undefined) {
    return problemText(
      { problem: 'length-required', detail: 'The request needs a Content-Length.' },
      settings(),
    );
  }
  return api({
    method,
    path: path.slice(apiRoot.length),
    query: Object.fromEntries(query),
    authorization: request.headers.authorization,
    contentType,
    body,
  });
}
