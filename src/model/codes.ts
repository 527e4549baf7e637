// What a code of a failure or a finding means, in words: the shape of the tables that `trueup explain` and the
// reference docs are made from. Nothing of them is loaded in any other run.

import type { Severity } from './diagnostic.ts';
import type { Reason } from './failure.ts';

/** Names in a text stand in backticks. */
export interface CodeText {
  /** How it comes: as a finding of this severity, or as the failure that ends a run for this reason. */
  readonly as: readonly (Severity | Reason)[];
  /** When it comes, and what it means. */
  readonly when: string;
  /** The next thing to do. */
  readonly next: string;
  /** What to write or to run, or what causes it: lines to read. */
  readonly example?: string;
}

/** By code, `room.what-in-kebab`. */
export type Codes = Readonly<Record<string, CodeText>>;
