// What an attempt came to, once its body has been read: JSON, something else, or nothing. The retry policy and the
// failures are both told from this.

import type { Broken, Exchange } from './exchange.ts';
import { type Happening, parseRetryAfter } from './retry.ts';

/** An empty body is `body: null`. `text` of `foreign` is what came instead of JSON. */
export type Heard =
  | {
      readonly heard: 'json';
      readonly status: number;
      readonly retryAfterMs: number | null;
      readonly body: unknown;
    }
  | {
      readonly heard: 'foreign';
      readonly status: number;
      readonly retryAfterMs: number | null;
      readonly text: string;
    }
  | { readonly heard: 'nothing'; readonly broken: Broken };

/** @param needsBody an empty 2xx is then no answer */
export function hear(exchange: Exchange, now: number, needsBody: boolean): Heard {
  if (!exchange.arrived) return { heard: 'nothing', broken: exchange };
  const { status, text } = exchange;
  const retryAfterMs = exchange.retryAfter === null ? null : parseRetryAfter(exchange.retryAfter, now);
  if (text === '' && !(needsBody && isSuccess(status)))
    return { heard: 'json', status, retryAfterMs, body: null };
  try {
    const body: unknown = JSON.parse(text);
    return { heard: 'json', status, retryAfterMs, body };
  } catch {
    return { heard: 'foreign', status, retryAfterMs, text };
  }
}

/** What the retry policy sees in it; null: a success. */
export function happeningOf(heard: Heard): Happening | null {
  if (heard.heard === 'nothing') return happeningOfBreak(heard.broken);
  const { status, retryAfterMs } = heard;
  if (!isSuccess(status)) return { what: 'status', status, retryAfterMs };
  if (heard.heard === 'json') return null;
  return { what: looksCut(heard.text) ? 'cut' : 'foreign' };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function happeningOfBreak({ cause, sent }: Broken): Happening {
  const lasting = cause === 'certificate' || cause === 'proxy' || cause === 'too-large';
  return lasting ? { what: 'hopeless', sent } : { what: sent ? 'cut' : 'unsent' };
}

/** It began as JSON does: rather the end is missing than another program answering. */
function looksCut(text: string): boolean {
  return /^\s*[[{]/.test(text);
}
