// What the API room offers. Reader and Writer are separate on purpose: planning is given a Reader only, so it
// cannot write, by type.

import type { Answer, ApiRequest, Read } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import type { Result } from '../model/result.ts';

/** `once`: not repeated, but with a new token or for smaller pages, and soon given up: for what can be done without. */
export interface ReadOptions {
  readonly once?: boolean;
}

export interface Reader {
  /** One GET, retried as reads may be. A 404 is an answer with status 404 where `missing` is `answer`, else a failure. */
  readonly read: (
    request: ApiRequest,
    options?: ReadOptions & { readonly missing?: 'answer' },
  ) => Promise<Result<Answer>>;
  /** The rows of a collection, page by page, the next page under way while one is worked on. Ends after a failure. */
  readonly pages: (
    read: Read,
    options?: ReadOptions,
  ) => AsyncGenerator<Result<readonly unknown[]>, void, void>;
  /** Calls sent so far to any server, by reader and writer, repeats included. */
  readonly requests: () => number;
}

/**
 * What became of a write. `answered`: a 2xx; `repeated` where an earlier attempt may have been carried out too, so that
 * an answer may speak of its work. `refused`: surely not carried out (the server said no, or was never reached);
 * `failure.status` has the status. `lost`: it may have been carried out. `stopped`: surely not carried out, and given up
 * because the run is to stop.
 */
export type Sent =
  | { readonly state: 'answered'; readonly answer: Answer; readonly repeated?: true }
  | { readonly state: 'refused'; readonly failure: Failure }
  | { readonly state: 'lost'; readonly failure: Failure }
  | { readonly state: 'stopped' };

/** `stop` aborts when the run is to stop: waiting ends, but what may have been carried out is followed to its answer. */
export interface SendOptions {
  readonly repeatable: boolean;
  readonly stop?: AbortSignal;
}

export interface Writer {
  /**
   * Sends one write to the server that it is for; repeats it by itself only where that is safe (`repeatable`, or surely
   * never carried out). Refused where the client was made without that server.
   */
  readonly send: (request: ApiRequest, options: SendOptions) => Promise<Sent>;
}
