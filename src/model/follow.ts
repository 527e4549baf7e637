// Work that goes on after the answer to a step's request: a job to wait for, results to read, calls that follow from
// them. The kind says what comes next, from what is known; it sends nothing itself. Facts of calls that were sent are
// journalled, so that an apply that was killed finds its work again; what was only read is read again.

import type { Address } from './address.ts';
import type { Answer, ApiRequest, Read } from './call.ts';
import type { Change, State } from './change.ts';
import type { Decoded } from './kind.ts';
import type { Result } from './result.ts';

/**
 * What is known, by the name of the call that told it. `begin` is the step's own request. Null: the call may have been
 * carried out, but its answer was lost.
 */
export type Known = ReadonlyMap<string, State | null>;

/** The call of the step's own request, and what was read before it. */
export const beginning = 'begin';
export const before = 'before';

/** What the applier allows: to wait for work under way, and to send another call. */
export interface May {
  readonly wait: boolean;
  readonly send: boolean;
}

/** What comes next. A read that is asked for twice in a row is a poll: it waits in between, longer each time. */
export type Next =
  | {
      readonly do: 'read';
      readonly call: string;
      /** For people who watch: what is waited for. */
      readonly says: string;
      readonly read: Read;
      /** Total: a read that failed is a fact as well. */
      readonly take: (rows: Result<readonly unknown[]>) => State;
      /** It is written down like the answer to a call: read again later, it would mean something else. */
      readonly keep?: true;
    }
  | {
      readonly do: 'send';
      readonly call: string;
      readonly request: ApiRequest;
      readonly take: (answer: Answer) => Decoded<State>;
    }
  | { readonly do: 'done'; readonly ends: ReadonlyMap<Address, End>; readonly note: string };

/** What became of one change. `left`: not begun, so that a later plan has it again. */
export interface End {
  readonly state: 'applied' | 'failed' | 'unknown' | 'left';
  /** In words: the server's message, or why it is not known; empty where there is nothing to say. */
  readonly message: string;
  /** What the ledger keeps of it; null: nothing. */
  readonly remember: State | null;
}

/** A `send` that the server refused is known as `{ refused: message }`; it was surely not carried out. */
export const refusedFact = 'refused';

export interface Follow {
  /** Read before the request is sent, known as `before`: what a lost answer is compared with. */
  readonly before?: (changes: readonly Change[]) => {
    readonly read: Read;
    readonly take: (rows: Result<readonly unknown[]>) => State;
  };
  /** Reads the answer to the step's request: what it says of the work that goes on. */
  readonly begin: (answer: Answer) => Decoded<State>;
  /** Pure. With `may.wait` false it does not wait for what is under way; with `may.send` false it sends nothing. */
  readonly next: (changes: readonly Change[], known: Known, may: May) => Next;
  /** In words, for the plan: what is done after the request. */
  readonly words: (changes: readonly Change[]) => readonly string[];
}
