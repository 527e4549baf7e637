// What became of each change of a step, kept while its calls come back: done, refused with a message, unknown with
// a reason, or stopped before it was carried out. A change is in one of the four at most.

import type { Address } from '../model/address.ts';
import type { Failure } from '../model/failure.ts';
import type { Step } from '../model/plan.ts';
import type { StepOutcome, StepState } from '../model/run.ts';

export interface Tally {
  readonly failed: Map<Address, string>;
  readonly unknown: Map<Address, string>;
  /** Surely not carried out, and not sent again: the run is to stop. */
  readonly stopped: Set<Address>;
  /** Why nothing more may be sent: the sign-in was refused, or the lock was lost. */
  halt: Failure | null;
}

export const newTally = (): Tally => ({
  failed: new Map(),
  unknown: new Map(),
  stopped: new Set(),
  halt: null,
});

/** What failed, in one line: summary and why. */
export const messageOf = ({ summary, why }: Failure): string => (why === '' ? summary : `${summary}: ${why}`);

/** `left`: changes that were not begun. */
export function outcomeOf(step: Step, { failed, unknown }: Tally, left = 0): StepOutcome {
  const state: StepState = unknown.size > 0 ? 'in_doubt' : failed.size > 0 ? 'failed' : 'applied';
  const done = step.changes.length - failed.size - unknown.size - left;
  const reasons = [...new Set([...unknown.values(), ...failed.values()])].slice(0, 3);
  return {
    step: step.id,
    state,
    failed: [...failed].map(([address, message]) => ({ address, message })),
    unknown: [...unknown.keys()],
    detail: state === 'applied' ? '' : `${done} of ${step.changes.length} carried out. ${reasons.join('; ')}`,
  };
}
