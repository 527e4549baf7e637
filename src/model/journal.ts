// The journal of one apply: begin, then an intent before and an outcome after each step, then end. A step with
// an intent and no outcome was in flight when the process died. Where a step's work goes on, `told` keeps what each
// answer said, and `call` stands before each further call: one without `told` may have been carried out. `unsent` takes
// an intent, or a call, back.

import type { State } from './change.ts';
import type { Reason } from './failure.ts';
import type { Known } from './follow.ts';
import type { Plan, Step } from './plan.ts';
import type { StepOutcome } from './run.ts';

export const journalFormat = 'trueup.journal/1';

export type Entry =
  | {
      readonly entry: 'begin';
      readonly format: typeof journalFormat;
      readonly at: string;
      readonly owner: string;
      readonly plan: Plan;
    }
  | { readonly entry: 'intent'; readonly at: string; readonly step: string }
  | { readonly entry: 'call'; readonly at: string; readonly step: string; readonly call: string }
  | {
      readonly entry: 'told';
      readonly at: string;
      readonly step: string;
      readonly call: string;
      readonly fact: State;
    }
  | { readonly entry: 'unsent'; readonly at: string; readonly step: string; readonly call?: string }
  | { readonly entry: 'outcome'; readonly at: string; readonly outcome: StepOutcome }
  | { readonly entry: 'end'; readonly at: string; readonly reason: Reason };

/** An apply that began and did not end, as its journal tells it. */
export interface Unfinished {
  readonly plan: Plan;
  readonly startedAt: string;
  readonly owner: string;
  /** Steps that were sent, or were about to be, and whose outcome was not written. */
  readonly inFlight: readonly Step[];
  /** Steps that were never begun. */
  readonly left: readonly Step[];
  readonly outcomes: readonly StepOutcome[];
  /** Of the steps in flight, by id: what is known of the work that goes on. */
  readonly known: ReadonlyMap<string, Known>;
}
