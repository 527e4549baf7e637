// The tenant's policy: how much of what could hurt a plan may hold. Hazards are facts; these limits are policy.

import type { Place } from './failure.ts';

/** A number of objects, or a share of the live objects read. */
export type Limit = { readonly count: number } | { readonly percent: number };

/** A rule of the tenant's own, as trueup.yaml gives it. */
export interface GuardRule {
  readonly name: string;
  /** An expression over the plan that must be true. */
  readonly assert: string;
  readonly message: string;
  readonly level: 'deny' | 'warn';
  /** Where trueup.yaml has it. */
  readonly where?: Place;
}

export interface GuardLimits {
  readonly maxChanges: Limit;
  readonly maxDenials: Limit;
  readonly maxDeactivations: Limit;
  readonly maxRemovals: Limit;
  /** Users that actions may delete: as many as trueup.yaml gives for removals; else each action's own permission decides. */
  readonly maxDeletions: Limit;
  /** Lower-case names that must stay restricted wherever the live list has them, beside the built-in floor. */
  readonly protectedAccounts: readonly string[];
  /** API calls that the lock-out check may make; what they do not reach counts as unknown. */
  readonly lockoutCalls: number;
  readonly rules: readonly GuardRule[];
  /** What is done to give a reason; absent: it is written into the section or set that asks for it. */
  readonly acknowledgeWith?: string;
}

export const defaultGuards: GuardLimits = {
  maxChanges: { percent: 100 },
  maxDenials: { percent: 10 },
  maxDeactivations: { percent: 10 },
  maxRemovals: { count: 0 },
  maxDeletions: { count: Number.POSITIVE_INFINITY },
  protectedAccounts: [],
  lockoutCalls: 1000,
  rules: [],
};
