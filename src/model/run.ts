// The report of an apply: every step of the plan ends in exactly one state, with the objects behind it.

import type { Address } from './address.ts';
import type { State } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Reason } from './failure.ts';

export type StepState = 'applied' | 'failed' | 'not_attempted' | 'in_doubt';

/** What became of one step. `failed` and `unknown` name only the objects that did not come through. */
export interface StepOutcome {
  readonly step: string;
  readonly state: StepState;
  /** Objects that the server refused, with its own words. */
  readonly failed: readonly { readonly address: Address; readonly message: string }[];
  /** Objects whose state is not known. */
  readonly unknown: readonly Address[];
  /** In words: the error, or why it was not attempted; where it was applied, what is worth telling, or nothing. */
  readonly detail: string;
  /** One-shots whose work went on after the answer: what the ledger keeps of each. */
  readonly ends?: readonly RunEnd[];
}

/** `left`: not begun, so that a later plan has it again. */
export interface RunEnd {
  readonly address: Address;
  readonly state: 'applied' | 'failed' | 'unknown' | 'left';
  /** The server's words, or why it is not known or was not begun; may be empty. */
  readonly message: string;
  readonly remember: State | null;
}

/**
 * How it was read again what became of objects: `each` by itself, the `whole` collection, or `push-down`: only what may be
 * unlike what was applied, by a filter that the server had proved to understand.
 */
export type HowVerified = 'each' | 'whole' | 'push-down';

export const runFormat = 'trueup.run/1';

export interface RunReport {
  readonly format: typeof runFormat;
  readonly plan: string;
  readonly tenant: string;
  readonly started_at: string;
  readonly ended_at: string;
  readonly reason: Reason;
  readonly outcomes: readonly StepOutcome[];
  /** What is still different after the apply, though its steps were applied. */
  readonly residual: readonly { readonly address: Address; readonly why: string }[];
  /** How that was found, by kind; nothing where it was not. */
  readonly verified: readonly {
    readonly kind: string;
    readonly how: HowVerified;
    readonly objects: number;
  }[];
  readonly diagnostics: readonly Diagnostic[];
  /** API calls made by this apply, its checks included. */
  readonly requests: number;
}
