// What the ledger offers, whatever store is behind it. Every method may fail with a Failure that says what to do;
// a corrupt or newer file is never overwritten.

import type { Entry, Unfinished } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import type { Result } from '../model/result.ts';

export interface Lock {
  /** Fails (reason `locked`) where the lease was lost; called before each step. */
  readonly renew: () => Promise<Result<true>>;
  readonly release: () => Promise<Result<true>>;
}

/** The journal of the apply under way. An entry is on disk when `append` resolves. */
export interface Journal {
  readonly append: (entry: Entry) => Promise<Result<true>>;
}

export interface Ledger {
  /** The options with which a command line finds it, such as `--ledger .trueup/acme`; empty: it does so by itself. */
  readonly named: string;
  /** Fails where there is none yet: for who asks what is remembered, and must not take that for nothing. */
  readonly exists: () => Promise<Result<true>>;
  /** What is remembered, an unfinished run's outcomes included. Reads only. */
  readonly memory: () => Promise<Result<Memory>>;
  /** When the last apply ended, ISO 8601; one that was cut off counts too. Null where none is known. Reads only. */
  readonly lastApply: () => Promise<Result<string | null>>;
  /** Takes the lock, or fails with reason `locked` and the owner's name, host and since. */
  readonly lock: () => Promise<Result<Lock>>;
  /** The run that did not end; null where there is none. */
  readonly unfinished: () => Promise<Result<Unfinished | null>>;
  /** Begins a run: writes the `begin` entry. Fails where an unfinished one is there. */
  readonly begin: (plan: Plan, startedAt: string) => Promise<Result<Journal>>;
  /** Goes on with the journal of the unfinished run. */
  readonly reopen: () => Promise<Result<Journal>>;
  /** After the `end` entry: folds the journal into what is remembered, which it gives, and keeps it among the past runs. */
  readonly close: () => Promise<Result<Memory>>;
}
