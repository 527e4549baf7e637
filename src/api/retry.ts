// The retry policy, as one pure function: what happened, and whether the call may be repeated, in; a wait or the
// end, out. What is not repeatable is sent again only where the server surely did not carry it out.

import type { Limits } from './options.ts';

/** `cut`: sent, and no whole answer. `foreign`: sent, and the answer is whole but not JSON. */
export type Happening =
  | { readonly what: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly what: 'unsent' | 'cut' | 'foreign' }
  /** Another attempt would come to the same. `sent`: the request went out. */
  | { readonly what: 'hopeless'; readonly sent: boolean };

export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Since the first attempt began. */
  readonly elapsedMs: number;
  readonly repeatable: boolean;
  readonly happened: Happening;
}

/** `waitMs` of an end: the wait that would have been too long for the deadline. `stopped`: the run is to stop. */
export type Decision =
  | { readonly again: true; readonly waitMs: number }
  | { readonly again: false; readonly because: 'final' | 'attempts' | 'stopped' }
  | { readonly again: false; readonly because: 'deadline'; readonly waitMs: number };

const baseMs = 250;
const capMs = 20_000;
/** Attempts at a host that does not answer, or that answers with something else than the API: rarely a passing fault. */
const fewAttempts = 4;
const passing = new Set([408, 429, 500, 502, 503, 504]);

export function decide(
  attempt: Attempt,
  limits: Pick<Limits, 'attempts' | 'deadlineMs'>,
  random: () => number,
): Decision {
  if (!mayPass(attempt)) return { again: false, because: 'final' };
  if (attempt.number >= attemptsFor(attempt.happened, limits.attempts))
    return { again: false, because: 'attempts' };
  const waitMs = askedFor(attempt.happened) || backoff(attempt.number, random);
  if (attempt.elapsedMs + waitMs > limits.deadlineMs) return { again: false, because: 'deadline', waitMs };
  return { again: true, waitMs };
}

/** True where the server may have carried the request out, so a write that ends so is in doubt. */
export function inDoubt(happened: Happening): boolean {
  if (happened.what === 'status') return happened.status >= 500 || happened.status === 408;
  return happened.what === 'hopeless' ? happened.sent : happened.what !== 'unsent';
}

function mayPass({ happened, repeatable }: Attempt): boolean {
  if (happened.what === 'hopeless') return false;
  if (happened.what === 'status' && !passing.has(happened.status)) return false;
  return repeatable || !inDoubt(happened);
}

function attemptsFor(happened: Happening, attempts: number): number {
  if (happened.what === 'status' && happened.status === 429) return Number.POSITIVE_INFINITY;
  return happened.what === 'unsent' || happened.what === 'foreign'
    ? Math.min(fewAttempts, attempts)
    : attempts;
}

function askedFor(happened: Happening): number {
  return happened.what === 'status' ? (happened.retryAfterMs ?? 0) : 0;
}

/** Full jitter: uniform below a bound that doubles, so that many clients do not come back at once. */
function backoff(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 16)));
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date seen from `now`; null where it is neither. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
