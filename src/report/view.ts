// One view of a plan, for every printer: counted, grouped, ordered and sampled here, so that printers only lay
// out. It names no kind: labels come from the plan. Text in it is as it came; each printer makes it harmless.

import { blocks, type Diagnostic } from '../model/diagnostic.ts';
import type { Plan, ReadReport, Settled, Summary } from '../model/plan.ts';
import { bySeverity } from './findings.ts';
import { type GroupView, groupsOf } from './groups.ts';
import { type ObjectView, objectOf, type Sample, sampleOf, type ViewOptions } from './sample.ts';

export interface SettledView extends ObjectView {
  readonly why: string;
}

/** A plan as people read it. Counts are of objects unless their name says otherwise. */
export interface PlanView {
  readonly id: string;
  readonly tenant: string;
  readonly base_url: string;
  readonly expires_at: string;
  readonly reason: Plan['reason'];
  /** True where apply will refuse the plan. */
  readonly blocked: boolean;
  readonly summary: Summary;
  /** The dangerous first. */
  readonly groups: readonly GroupView[];
  readonly settled: Sample<SettledView>;
  readonly unlisted: Sample<ObjectView>;
  /** Objects that are as desired already and that apply only writes into the ledger. */
  readonly agreed: number;
  /** Errors and refusals first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly reads: readonly ReadReport[];
  readonly cost: Plan['cost'];
  /** Every object is listed, not a sample. */
  readonly all: boolean;
}

/** The view of a plan; with `all` every object is in it, otherwise samples of at most five. */
export function viewPlan(plan: Plan, options: ViewOptions = {}): PlanView {
  return {
    id: plan.id,
    tenant: plan.tenant,
    base_url: plan.base_url,
    expires_at: plan.expires_at,
    reason: plan.reason,
    blocked: plan.reason === 'refused' || plan.reason === 'error' || blocks(plan.diagnostics),
    summary: plan.summary,
    groups: groupsOf(plan, options),
    settled: sampleOf(plan.settled, settledOf, options),
    unlisted: sampleOf(plan.unlisted, objectOf, options),
    agreed: plan.agreed.reduce((sum, { keys }) => sum + keys.length, 0),
    diagnostics: bySeverity(plan.diagnostics),
    reads: plan.reads,
    cost: plan.cost,
    all: options.all === true,
  };
}

function settledOf(settled: Settled): SettledView {
  return { ...objectOf(settled), why: settled.why };
}
