// The report of an apply, made from what became of its steps. `done` is said only where every step was applied, live
// shows it, and it is written down.

import { asDiagnostic } from '../model/diagnostic.ts';
import type { Failure, Reason } from '../model/failure.ts';
import type { Plan, Step } from '../model/plan.ts';
import { type RunReport, runFormat, type StepOutcome } from '../model/run.ts';
import { notAttempted } from './execute.ts';

export interface Ended {
  readonly plan: Plan;
  readonly outcomes: readonly StepOutcome[];
  readonly residual: RunReport['residual'];
  /** What went wrong beside the steps, the worst first. */
  readonly problems: readonly Failure[];
  readonly stopped: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  /** API calls of this process for this run. */
  readonly requests: number;
}

export function runReport(ended: Ended): RunReport {
  const { plan, outcomes, residual, problems, startedAt, endedAt, requests } = ended;
  const known = new Map(outcomes.map((outcome) => [outcome.step, outcome]));
  const all = plan.steps.map((step) => known.get(step.id) ?? notAttempted(step, 'the apply ended before it'));
  return {
    format: runFormat,
    plan: plan.id,
    tenant: plan.tenant,
    started_at: startedAt,
    ended_at: endedAt,
    reason: reasonOf(ended, all),
    outcomes: all,
    residual,
    diagnostics: problems.map(asDiagnostic),
    requests,
  };
}

function reasonOf({ plan, residual, problems, stopped }: Ended, outcomes: readonly StepOutcome[]): Reason {
  const [problem] = problems;
  if (stopped) return 'interrupted';
  if (residual.length === 0 && outcomes.every(({ state }) => state === 'applied'))
    return problem?.reason ?? 'done';
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  if (outcomes.some((outcome) => mayHaveChanged(outcome, steps.get(outcome.step)))) return 'partial';
  return problem?.reason ?? 'error';
}

/** Whether the step changed something, or may have. */
function mayHaveChanged({ state, failed }: StepOutcome, step: Step | undefined): boolean {
  if (state === 'failed') return failed.length > 0 && failed.length < (step?.changes.length ?? 0);
  return state !== 'not_attempted';
}
