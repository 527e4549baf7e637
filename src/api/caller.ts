// One call to a server with all that belongs to it: token, gate, attempts, one new token after a 401. Each server has
// a caller of its own; reader and writer are thin on top of them.

import { type Answer, type ApiRequest, callName } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import type { Result } from '../model/result.ts';
import { failureOf } from './failures.ts';
import { type Heard, happeningOf, hear } from './heard.ts';
import type { Attempt } from './options.ts';
import type { Pace } from './pace.ts';
import type { Redactor } from './redact.ts';
import { type Over, type Repeated, type Repeats, repeat, type Tried } from './repeat.ts';
import type { Happening } from './retry.ts';
import type { Server } from './servers.ts';
import type { Tokens } from './tokens.ts';
import type { Transport } from './transport.ts';

/**
 * `failed`: with the server's answer where one arrived. `doubt`: an attempt without a clear answer may have been
 * carried out all the same. `stopped`: surely not carried out, and given up because the run is to stop.
 */
export type Called =
  | { readonly done: 'answered'; readonly answer: Answer; readonly doubt: boolean }
  | {
      readonly done: 'failed';
      readonly failure: Failure;
      readonly answer: Answer | null;
      readonly doubt: boolean;
    }
  | { readonly done: 'stopped' };

export interface Caller {
  readonly call: (request: ApiRequest, how: Omit<Repeated, 'name'>) => Promise<Called>;
  readonly redactor: Redactor;
}

export interface CallerParts {
  readonly server: Server;
  readonly tokens: Tokens;
  readonly pace: Pace;
  readonly transport: Transport;
  readonly repeats: Repeats;
  readonly redactor: Redactor;
  /** Told of each call that is sent, repeats included; fetches of tokens are not calls. */
  readonly count: () => void;
  readonly ended: (attempt: Attempt) => void;
}

/** What one attempt came to; no token is a failure of its own. `stopped`: it was not sent. */
type Reached =
  | Heard
  | { readonly heard: 'no-token'; readonly failure: Failure }
  | { readonly heard: 'stopped' };

/** What another attempt would not change, and nothing was sent. */
const unsent: Happening = { what: 'hopeless', sent: false };

export function createCaller(parts: CallerParts): Caller {
  return {
    redactor: parts.redactor,
    call: async (request, how) => {
      const own = how.once ? { ...parts, repeats: impatient(parts.repeats) } : parts;
      const attempt = (stop: Stop) => tryOnce(own, request, stop);
      const over = await repeat({ name: callName(request), ...how }, attempt, own.repeats);
      return calledOf(own, request, over);
    },
  };
}

/** How long what is asked only once is waited for, in milliseconds. */
const onceMs = 3_000;

const impatient = ({ limits, ...rest }: Repeats): Repeats => ({
  ...rest,
  limits: { ...limits, timeoutMs: Math.min(limits.timeoutMs, onceMs) },
});

type Stop = AbortSignal | undefined;

async function tryOnce(parts: CallerParts, request: ApiRequest, stop: Stop): Promise<Tried<Reached>> {
  const token = await parts.tokens.get();
  const first = await tryWith(parts, request, token, stop);
  if (!token.ok || !('status' in first.value) || first.value.status !== 401) return first;
  const other = await parts.tokens.renew(token.value);
  return other === null ? first : tryWith(parts, request, other, stop);
}

async function tryWith(
  parts: CallerParts,
  request: ApiRequest,
  token: Result<string>,
  stop: Stop,
): Promise<Tried<Reached>> {
  const { server, pace, transport, repeats, count, ended } = parts;
  const { clock, limits } = repeats;
  const instead = (value: Reached): Tried<Reached> => ({ value, happened: unsent, sentAt: clock.now() });
  if (!token.ok) return instead({ heard: 'no-token', failure: token.error });
  const wired = server.wire(request, token.value);
  const ticket = await pace.enter(stop);
  if (ticket === null) return instead({ heard: 'stopped' });
  count();
  const sent = await transport.send(wired, limits.timeoutMs);
  const exchange = sent.arrived ? { ...sent, text: parts.redactor.scrub(sent.text) } : sent;
  const heard = hear(exchange, clock.now(), server.needsBody(request.method));
  const status = heard.heard === 'nothing' ? 0 : heard.status;
  const asked = heard.heard === 'nothing' ? null : heard.retryAfterMs;
  if (asked !== null && (status === 429 || status === 503) && asked <= limits.deadlineMs) pace.hold(asked);
  pace.leave(ticket, status === 429);
  ended({ call: callName(request), status, ms: clock.now() - ticket.sentAt });
  return { value: heard, happened: happeningOf(heard), sentAt: ticket.sentAt };
}

function calledOf(parts: CallerParts, request: ApiRequest, over: Over<Reached>): Called {
  const { value: heard, attempts, doubt, decision } = over;
  if (heard.heard === 'stopped' || decision?.because === 'stopped') return { done: 'stopped' };
  if (heard.heard === 'no-token') return { done: 'failed', failure: heard.failure, answer: null, doubt };
  const answer = heard.heard === 'json' ? { status: heard.status, body: heard.body } : null;
  if (answer !== null && decision === null) return { done: 'answered', answer, doubt };
  const ended = {
    request,
    heard,
    attempts,
    decision: decision ?? { again: false, because: 'final' },
    server: parts.server,
    now: parts.repeats.clock.now(),
    deadlineMs: parts.repeats.limits.deadlineMs,
  } as const;
  return { done: 'failed', failure: failureOf(ended, parts.redactor), answer, doubt };
}
