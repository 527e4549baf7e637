// What moved since the last apply: behind the files (drift), in the files (pending), or both. Made from a plan,
// whose changes carry who moved.

import type { Address } from '../model/address.ts';
import type { Origin, Source, State } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Reason } from '../model/failure.ts';
import type { DriftHistory } from '../model/history.ts';
import type { Plan, PlannedChange, ReadReport } from '../model/plan.ts';
import { type Related, relatedOf } from './drift-history.ts';
import { bySeverity } from './findings.ts';
import { type GroupView, groupsOf, type Origins, originsOf } from './groups.ts';
import type { ViewOptions } from './sample.ts';

/** One difference: `before` is the live value, `after` the desired one, `last` the one last applied (null: none). */
export interface DriftChange {
  readonly address: Address;
  readonly name: string;
  readonly origin: Origin;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
  readonly last: State | null;
  readonly before: State | null;
  readonly after: State | null;
  readonly why: string;
  readonly source: Source | null;
}

export interface DriftView {
  readonly tenant: string;
  /** `changes` where the live state moved: what is only pending is no drift, nor is a guard's refusal of an apply. */
  readonly reason: Extract<Reason, 'done' | 'changes' | 'error'>;
  readonly summary: Origins;
  readonly sections: Readonly<Record<Origin, readonly GroupView[]>>;
  readonly changes: readonly DriftChange[];
  /** What the servers' histories tell of the objects that drifted; null: not read. */
  readonly history: DriftHistory | null;
  /** The same by object and group. */
  readonly related: Related;
  readonly diagnostics: readonly Diagnostic[];
  readonly reads: readonly ReadReport[];
  /** Every object is listed, not a sample. */
  readonly all: boolean;
}

/** What was read besides the plan. */
export interface DriftBesides {
  readonly history: DriftHistory | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The drift that a plan shows; `changes` is always whole, the sections are samples unless `all`. */
export function viewDrift(
  plan: Plan,
  options: ViewOptions = {},
  { history, diagnostics }: DriftBesides = { history: null, diagnostics: [] },
): DriftView {
  const changes = plan.changes.filter(({ action }) => action !== 'none');
  const section = (origin: Origin): readonly GroupView[] =>
    groupsOf({ steps: plan.steps, changes: changes.filter((change) => change.origin === origin) }, options);
  const summary = originsOf(changes);
  const moved = summary.drift + summary.both > 0;
  return {
    tenant: plan.tenant,
    reason: plan.reason === 'error' ? 'error' : moved ? 'changes' : 'done',
    summary,
    sections: { drift: section('drift'), both: section('both'), pending: section('pending') },
    changes: changes.map(driftChange),
    history,
    related: relatedOf(history, changes),
    diagnostics: bySeverity([...plan.diagnostics, ...diagnostics]),
    reads: plan.reads,
    all: options.all === true,
  };
}

function driftChange(change: PlannedChange): DriftChange {
  const { address, name, origin, before, after, why, source, last } = change;
  const fields = Object.keys(after ?? before ?? {});
  return { address, name, origin, fields, last, before, after, why, source };
}
