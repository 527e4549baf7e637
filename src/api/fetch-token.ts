// Fetches an access token from the accounts host, with retries where they cannot prolong a lock-out. The client
// secret and the refresh token are in no failure, also not where the host quotes them.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Exchange } from './exchange.ts';
import { broken } from './failures-broken.ts';
import { happeningOf, hear } from './heard.ts';
import { readTokenAnswer, type TokenAnswer, tokenRequest } from './oauth.ts';
import type { Credentials } from './options.ts';
import type { Redactor } from './redact.ts';
import { type Repeats, repeat, type Tried } from './repeat.ts';
import type { Happening } from './retry.ts';
import type { AccessToken } from './token-cache.ts';
import type { Transport } from './transport.ts';

/** Few: each may count against the ten tokens in ten minutes. */
const attempts = 3;
const path = '/oauth/v2/token';

export interface TokenFetchInput {
  readonly credentials: Extract<Credentials, { by: 'refresh' }>;
  readonly transport: Transport;
  readonly repeats: Repeats;
  readonly redactor: Redactor;
  readonly userAgent: string;
  /** Of the environment variables that failures name. */
  readonly prefix: string;
}

interface Fetched {
  readonly exchange: Exchange;
  readonly answer: TokenAnswer | null;
}

export async function fetchToken(input: TokenFetchInput): Promise<Result<AccessToken>> {
  const { credentials, transport, userAgent } = input;
  const { clock, limits } = input.repeats;
  const request = tokenRequest(credentials, userAgent);
  const attempt = async (): Promise<Tried<Fetched>> => {
    const sentAt = clock.now();
    const exchange = await transport.send(request, limits.timeoutMs);
    const answer = exchange.arrived ? readTokenAnswer(exchange, clock.now()) : null;
    return { value: { exchange, answer }, happened: happening(exchange, answer, clock.now()), sentAt };
  };
  const repeats = { ...input.repeats, limits: { ...limits, attempts: Math.min(attempts, limits.attempts) } };
  const over = await repeat({ name: `POST ${path}`, repeatable: true }, attempt, repeats);
  const { exchange, answer } = over.value;
  if (answer?.got === 'token') return ok(answer.token);
  const host = new URL(credentials.accountsUrl).host;
  return err(exchange.arrived ? refused(exchange, answer, host, input) : cut(exchange, over.attempts, host));
}

/** A lock-out is never asked again, whatever its status; an answer of 2xx without a token is final too. */
function happening(exchange: Exchange, answer: TokenAnswer | null, now: number): Happening | null {
  if (answer?.got === 'token') return null;
  const seen = happeningOf(hear(exchange, now, true));
  return answer?.got === 'locked' || seen === null ? { what: 'hopeless', sent: true } : seen;
}

function refused(
  exchange: Extract<Exchange, { arrived: true }>,
  answer: TokenAnswer | null,
  host: string,
  { redactor, prefix }: TokenFetchInput,
): Failure {
  const { status } = exchange;
  const at = { reason: 'sign_in' as const, where: { call: `POST ${path}` }, status };
  if (answer?.got === 'locked') return { ...at, ...lockedOut(host) };
  if (answer?.got === 'refusal')
    return { ...at, ...refusal(host, prefix, redactor.words(answer.error, 100)) };
  return {
    ...at,
    ...(status >= 500 && { reason: 'error' as const }),
    code: 'api.token-garbled',
    summary: `${host} answered the sign-in with ${status} and no access token`,
    why: startOf(exchange.text, redactor),
    next: `check ${prefix}ID360_ACCOUNTS_URL, and whether a proxy answers in its place; or run it again later`,
  };
}

/** Only markup is quoted: a half answer of OAuth may hold half a token. */
function startOf(text: string, redactor: Redactor): string {
  if (text === '') return 'the body is empty';
  const markup = /^\s*</.test(text);
  return markup ? `the body begins with: ${redactor.words(text, 80)}` : 'the body is not an answer of OAuth';
}

const lockedOut = (host: string) => ({
  code: 'api.sign-in-locked',
  summary: `${host} gives out no more access tokens for now`,
  why: 'more than ten were fetched with one refresh token in ten minutes ("Access Denied")',
  next: 'wait 10 minutes before the next run; each try before that makes it longer',
});

const refusal = (host: string, prefix: string, error: string) => ({
  code: 'api.sign-in-refused',
  summary: `${host} refused the sign-in: ${error}`,
  why: 'the client id, its secret and the refresh token do not belong together, or were revoked, or belong to another data centre',
  next: `check ${['CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN'].map((name) => `${prefix}ID360_${name}`).join(', ')} and ${prefix}ID360_ACCOUNTS_URL`,
});

function cut(exchange: Extract<Exchange, { arrived: false }>, tries: number, host: string): Failure {
  const words = broken({ call: `POST ${path}`, attempts: tries, host }, exchange);
  return { ...words, reason: 'error', where: { call: `POST ${path}` } };
}
