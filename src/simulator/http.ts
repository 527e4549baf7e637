// One HTTP request from its first byte to its log entry: control calls first, then faults and limits, then the
// API or the token endpoint. A fault that loses an answer strikes after the work is done.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../model/server.ts';
import { type Api, type Outgoing, problemText } from './api.ts';
import { readBody } from './body.ts';
import type { Control } from './control.ts';
import type { FaultPlan, Verdict } from './faults.ts';
import type { Limiter } from './limiter.ts';
import type { RequestLog } from './log.ts';
import type { Faults, Settings } from './options.ts';
import { reset, send, sendCut, sendPage, sendTruncated } from './send.ts';
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
  readonly signIn: SignIn;
  readonly control: Control;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const exchange = {
    request,
    response,
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query),
  };
  if (path.startsWith('/_simulator/')) return control(parts, exchange);
  const verdict = parts.faults()(exchange.method, path, path.startsWith(`${apiRoot}/`));
  if (verdict.latency > 0) await sleep(verdict.latency);
  const status = (await strikeBefore(parts, exchange, verdict)) ?? (await work(parts, exchange, verdict));
  const fault = verdict.strike === null ? {} : { fault: verdict.strike.fault };
  const entry = {
    method: exchange.method,
    path,
    query: Object.fromEntries(exchange.query),
    status,
    at: parts.now(),
  };
  parts.log.add({ ...entry, ...fault });
}

async function control({ control }: Parts, { request, response, method, path }: Exchange): Promise<void> {
  const body = await readBody(request);
  send(response, control(method, path, body.ok ? body.value : '', request.socket.remoteAddress ?? ''));
}

/** A fault instead of any work; the status it gave, or undefined where the work is to be done. */
async function strikeBefore(
  parts: Parts,
  { request, response }: Exchange,
  { strike }: Verdict,
): Promise<number | undefined> {
  if (strike === null || ['lost', 'truncated', 'cut'].includes(strike.fault)) return undefined;
  if (strike.fault === 'reset') {
    reset(response);
    return 0;
  }
  await readBody(request);
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

async function work(parts: Parts, exchange: Exchange, { strike }: Verdict): Promise<number> {
  const { settings, limiter, now } = parts;
  const { response, request, path } = exchange;
  const body = await readBody(request);
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
  const { settings, signIn, now, api } = parts;
  if (path === tokenPath && method === 'POST') {
    const { status, body: json } = signIn.token(new URLSearchParams(body), settings(), now());
    return { status, text: JSON.stringify(json) };
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
    contentType: request.headers['content-type'],
    body,
  });
}
