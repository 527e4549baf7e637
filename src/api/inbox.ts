// Takes in the events of one attempt and says once what it came to. Bytes are kept as they come and decoded once;
// an answer beyond the limit is cut off rather than kept.

import { type BreakCause, brokenBy, type Exchange } from './exchange.ts';

/** The largest answer that is taken, in bytes. A page of 1 000 devices has about half a megabyte. */
export const maxBytes = 64 * 1024 * 1024;

interface Controller {
  readonly abort: (reason: Error) => void;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The events in the form that undici calls them. */
export interface Inbox {
  readonly onRequestStart: (controller: Controller) => void;
  readonly onResponseStart: (controller: Controller, status: number, headers: Headers) => void;
  readonly onResponseData: (controller: Controller, chunk: Buffer) => void;
  readonly onResponseEnd: () => void;
  readonly onResponseError: (controller: Controller | undefined, error: unknown) => void;
  /** Ends the attempt from this side. */
  readonly giveUp: (cause: BreakCause, detail: string) => void;
}

export function createInbox(done: (exchange: Exchange) => void): Inbox {
  let controller: Controller | null = null;
  let over = false;
  let status = 0;
  let retryAfter: string | null = null;
  let size = 0;
  const chunks: Buffer[] = [];

  const finish = (exchange: Exchange): void => {
    if (!over) done(exchange);
    over = true;
  };
  const giveUp: Inbox['giveUp'] = (cause, detail) => {
    finish({ arrived: false, sent: controller !== null, cause, detail });
    controller?.abort(new Error(cause));
  };
  return {
    onRequestStart: (given) => {
      // Called just before the request is written: an attempt given up while it waited is never written.
      if (over) given.abort(new Error('given up'));
      else controller = given;
    },
    onResponseStart: (_, code, headers) => {
      status = code;
      const header = headers['retry-after'];
      retryAfter = typeof header === 'string' ? header : (header?.[0] ?? null);
    },
    onResponseData: (_, chunk) => {
      size += chunk.length;
      if (size > maxBytes) giveUp('too-large', `the answer has more than ${maxBytes >> 20} MB`);
      else chunks.push(chunk);
    },
    onResponseEnd: () => finish({ arrived: true, status, retryAfter, text: textOf(chunks) }),
    onResponseError: (_, error) => finish(brokenBy(error, controller !== null)),
    giveUp,
  };
}

function textOf(chunks: readonly Buffer[]): string {
  const [first, second] = chunks;
  if (first === undefined) return '';
  const text = (second === undefined ? first : Buffer.concat(chunks)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
