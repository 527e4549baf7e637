// The plan: steps, the changes behind them, hazards, diagnostics. The only input of apply and of every report.
// Its JSON form is exactly this type (format trueup.plan/1); `id` is the hash of everything else in it.

import type { Address } from './address.ts';
import type { ApiRequest, Service } from './call.ts';
import type { Action, Change, State } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Reason } from './failure.ts';

export const planFormat = 'trueup.plan/1';

/** What could hurt. A fact about a step; whether it is allowed is the guards' business. */
export type HazardName =
  | 'denies'
  | 'deactivates'
  | 'removes'
  | 'deletes'
  | 'locks-out'
  | 'widens-access'
  | 'unprotects'
  | 'irreversible';

export interface Hazard {
  readonly hazard: HazardName;
  /** In words, for the plan. */
  readonly why: string;
  /** The changes of the step that it is about. */
  readonly addresses: readonly Address[];
  /** Set where it may only go on with a reason: the reason given, or null where none was. */
  readonly acknowledged?: string | null;
}

/** API requests that carry out one or more changes. Data: it can be saved, read and applied elsewhere. */
export interface Step {
  readonly id: string;
  readonly kind: string;
  /** The kind's operation, which knows how to read the answers: `approve`, `patch`, `sync`. */
  readonly operation: string;
  /** Steps of one phase may run side by side; a phase starts when the one before has ended. */
  readonly phase: number;
  /** False: never sent twice, whatever happens. */
  readonly repeatable: boolean;
  readonly requests: readonly ApiRequest[];
  readonly changes: readonly Address[];
  /** Fields of these changes' `after` that it brings about; null: all of them. */
  readonly fields: readonly string[] | null;
  /** Ids of the steps that must have been applied before. */
  readonly depends_on: readonly string[];
  readonly hazards: readonly Hazard[];
  /** In words: what is done after the request, where the work goes on: waiting, results, retries. */
  readonly follows?: readonly string[];
}

/** Desired and live differ in text, but nothing is to be done. */
export interface Settled {
  readonly address: Address;
  readonly before: State | null;
  readonly after: State | null;
  readonly why: string;
}

/** A live object that wants a decision and that nothing in the desired files selects. */
export interface Unlisted {
  readonly address: Address;
  readonly name: string;
  readonly state: State;
}

/** Objects that already are as desired and that the ledger does not know so yet: apply records them. */
export interface Agreed {
  readonly kind: string;
  readonly after: State;
  /** Keys of addresses of that kind, as `keyOf` gives them. */
  readonly keys: readonly string[];
}

/** How one kind's live state was read. `rows`: live objects; percentages of the guards are of it. */
export interface ReadReport {
  readonly kind: string;
  readonly how: 'whole' | 'push-down';
  readonly rows: number;
  readonly requests: number;
}

export interface PlannedChange extends Change {
  readonly action: Action;
}

export interface Summary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly run: number;
}

export interface PlanBody {
  readonly format: typeof planFormat;
  /** The tenant's name in trueup.yaml, or its host where there is none. */
  readonly tenant: string;
  /** The API root that was read; apply refuses another. */
  readonly base_url: string;
  /** Where the servers beside it are that steps of the plan call; apply refuses others. */
  readonly services?: Readonly<Partial<Record<Service, string>>>;
  readonly created_at: string;
  readonly expires_at: string;
  readonly reason: Extract<Reason, 'done' | 'changes' | 'refused' | 'error'>;
  readonly summary: Summary;
  readonly changes: readonly PlannedChange[];
  readonly steps: readonly Step[];
  readonly settled: readonly Settled[];
  readonly unlisted: readonly Unlisted[];
  readonly agreed: readonly Agreed[];
  readonly diagnostics: readonly Diagnostic[];
  readonly reads: readonly ReadReport[];
  /** Estimated cost of apply: API calls with its checks, and seconds. */
  readonly cost: { readonly requests: number; readonly seconds: number };
}

export interface Plan extends PlanBody {
  readonly id: string;
}
