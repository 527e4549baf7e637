// Names that several files of this room share.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { GuardLimits } from '../model/guard.ts';
import type { Kind, Prepared } from '../model/kind.ts';

/** A kind that the desired files mention, with what they want of it. */
export interface Managed {
  readonly kind: Kind;
  readonly prepared: Prepared;
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A clock that can wait: the wait ends early when the signal aborts. */
export interface PatientClock extends Clock {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What the files want of a tenant, under which policy. */
export interface Wanted {
  readonly managed: readonly Managed[];
  readonly diagnostics: readonly Diagnostic[];
  readonly guards: GuardLimits;
}

export const isoTime = (clock: Clock): string => new Date(clock.now()).toISOString();

/** A value as messages show it. */
export const shown = (value: unknown): string =>
  value === undefined ? '(not shown)' : JSON.stringify(value);
