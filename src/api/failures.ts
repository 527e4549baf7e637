// Every failure of a call, in words for a person. What a server said is quoted through the redactor, and cut.

import { type ApiRequest, callName, type Method } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import { inSettings } from '../model/settings.ts';
import { broken } from './failures-broken.ts';
import type { Heard } from './heard.ts';
import type { Redactor } from './redact.ts';
import type { Decision } from './retry.ts';
import type { Advice, Server } from './servers.ts';

/** How a call ended without success. `attempts`: how often it was sent. */
export interface Ended {
  readonly request: ApiRequest;
  readonly heard: Heard;
  readonly attempts: number;
  readonly decision: Extract<Decision, { again: false }>;
  readonly server: Server;
  readonly now: number;
  /** For all attempts together. */
  readonly deadlineMs: number;
}

export type Words = Pick<Failure, 'code' | 'summary' | 'why' | 'next'>;

/** Reason `sign_in` for 401 and 403; else `unreadable` for a read and `error` for a write. */
export function failureOf(ended: Ended, redactor: Redactor): Failure {
  const { request, heard, server } = ended;
  const status = heard.heard === 'nothing' ? undefined : heard.status;
  const call = callName(request);
  const words =
    heard.heard === 'nothing'
      ? broken({ ...ended, call, host: server.root.host }, heard.broken)
      : answered(ended, heard, redactor);
  const general = request.method === 'GET' ? 'unreadable' : 'error';
  return {
    ...words,
    reason: status === 401 || status === 403 ? 'sign_in' : general,
    where: { call },
    ...(status !== undefined && { status }),
  };
}

/** A whole JSON answer that is not what its page says: names the field. */
export function wrongShape(request: ApiRequest, field: string, expected: string, why: string): Failure {
  return {
    code: 'api.wrong-shape',
    reason: request.method === 'GET' ? 'unreadable' : 'error',
    summary: `the answer to ${callName(request)} has no usable ${field}`,
    why: `${field} should be ${expected}${why}`,
    next: 'check that the base URL is right (for Identity360 its API root, ending in /api/v1); if it is, report this with the answer',
    where: { call: callName(request), field },
  };
}

/** A collection that goes on beyond any that a tenant has. `count`: what was read of it. */
export function tooManyRows(
  request: ApiRequest,
  { rows, pages }: { readonly rows: number; readonly pages: number },
): Failure {
  return {
    code: 'api.too-many-rows',
    reason: 'unreadable',
    summary: `${callName(request)} gives more rows than can be read`,
    why: `it had given ${rows} rows on ${pages} pages, and went on`,
    next: 'check that the base URL is right, and whether the server gives the same rows again on every page; if it does, report the call',
    where: { call: callName(request) },
  };
}

/** The server's own words in an answer's `error`, redacted and cut; empty where there are none. */
export function serverWords(body: unknown, redactor: Redactor): string {
  const error = isObject(body) ? body['error'] : undefined;
  if (typeof error === 'string') return redactor.words(error, 300);
  if (!isObject(error)) return '';
  const parts = [error['title'], error['detail']].filter((part) => typeof part === 'string' && part !== '');
  const { code } = error;
  const suffix = typeof code === 'string' || typeof code === 'number' ? ` (code ${code})` : '';
  return parts.length === 0 ? '' : redactor.words(parts.join(': ') + suffix, 300);
}

type Answered = Exclude<Heard, { heard: 'nothing' }>;

function answered(ended: Ended, heard: Answered, redactor: Redactor): Words {
  const call = callName(ended.request);
  const { status } = heard;
  const { name, advice } = ended.server;
  const why = whyOf(heard, redactor);
  if (ended.decision.because === 'deadline' && heard.retryAfterMs)
    return retryLater(ended, ended.decision.waitMs, why);
  if (status >= 200 && status < 300) return notJson(call, status, why, name);
  if (status >= 300 && status < 400) return redirected(call, status, advice);
  const summary = `${call} was answered with ${status}`;
  if (status >= 500)
    return { code: 'api.server-error', summary: times(summary, ended), why, next: advice.serverError };
  if (status === 429) return { code: 'api.rate-limited', summary: times(summary, ended), why, next: slower };
  return { ...refusal(status, ended.request.method, advice), summary, why };
}

const slower = `run it again later, or lower limits.requests_per_second, ${inSettings}`;

function refusal(status: number, method: Method, advice: Advice): Pick<Words, 'code' | 'next'> {
  if (status === 401) return { code: 'api.unauthorized', next: advice.unauthorized };
  if (status === 403) return { code: 'api.forbidden', next: advice.forbidden(method) };
  if (status === 404) return { code: 'api.not-found', next: advice.notFound };
  return { code: 'api.refused', next: 'correct what the server names, then run it again' };
}

function notJson(call: string, status: number, why: string, name: string): Words {
  return {
    code: 'api.not-json',
    summary: `${call} was answered with ${status}, but not with JSON`,
    why,
    next: `check the base URL, and whether a proxy or a sign-in page answers in place of ${name}`,
  };
}

function redirected(call: string, status: number, advice: Advice): Words {
  return {
    code: 'api.redirected',
    summary: `${call} was answered with a redirect (${status}), which is not followed`,
    why: 'the token must not go to another host than the one that was named',
    next: advice.redirected,
  };
}

/** One wait that is too long for any call, or many that were waited for. */
function retryLater(ended: Ended, waitMs: number, why: string): Words {
  const { request, now, deadlineMs, attempts } = ended;
  const until = new Date(Math.ceil((now + waitMs) / 1000) * 1000).toISOString().slice(0, 19);
  const [asked, most] = [Math.ceil(waitMs / 1000), Math.round(deadlineMs / 1000)];
  const known =
    waitMs > deadlineMs
      ? `that is longer than the ${most} s that one call may take`
      : `it was sent ${attempts} times, and the ${most} s that one call may take with all its repeats are over`;
  return {
    code: 'api.retry-later',
    summary: `the server asks to wait ${asked} s before ${callName(request)}`,
    why: `${known}. ${why}`,
    next: `run it again after ${until}Z`,
  };
}

function whyOf(heard: Answered, redactor: Redactor): string {
  if (heard.heard === 'foreign') {
    const start = redactor.words(heard.text, 80);
    return start === '' ? 'the body is empty' : `the body begins with: ${start}`;
  }
  const words = serverWords(heard.body, redactor);
  return words === '' ? 'the server gave no reason' : `the server says: ${words}`;
}

function times(summary: string, { attempts }: Ended): string {
  return attempts === 1 ? summary : `${summary}, ${attempts} times`;
}
