// The report of an apply, made from what became of its steps. `done` is said only where every step was applied whole,
// live shows it, and it is written down.

import { commandLine } from '../model/command-line.ts';
import { asDiagnostic } from '../model/diagnostic.ts';
import type { Failure, Reason } from '../model/failure.ts';
import type { Plan, Step } from '../model/plan.ts';
import { type RunReport, runFormat, type StepOutcome } from '../model/run.ts';
import { notAttempted } from './execute.ts';

export interface Ended {
  readonly plan: Plan;
  /** As `Ledger.named`: how what is under way can be carried on. */
  readonly named: string;
  readonly outcomes: readonly StepOutcome[];
  /** Steps that were sent and have no outcome: a later process carries them on. */
  readonly underWay?: readonly Step[];
  readonly residual: RunReport['residual'];
  readonly verified: RunReport['verified'];
  /** What went wrong beside the steps, the worst first. */
  readonly problems: readonly Failure[];
  readonly stopped: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  /** API calls of this process for this run. */
  readonly requests: number;
}

export function runReport(ended: Ended): RunReport {
  const { plan, named, outcomes, underWay = [], problems, startedAt, endedAt, requests } = ended;
  const known = new Map(
    [...outcomes, ...underWay.map((step) => carriedOn(step, named))].map((outcome) => [
      outcome.step,
      outcome,
    ]),
  );
  const all = plan.steps.map((step) => known.get(step.id) ?? notAttempted(step, 'the apply ended before it'));
  return {
    format: runFormat,
    plan: plan.id,
    tenant: plan.tenant,
    started_at: startedAt,
    ended_at: endedAt,
    reason: reasonOf(ended, all),
    outcomes: all,
    residual: ended.residual,
    verified: ended.verified,
    diagnostics: problems.map(asDiagnostic),
    requests,
  };
}

function reasonOf({ plan, residual, problems, stopped }: Ended, outcomes: readonly StepOutcome[]): Reason {
  const [problem] = problems;
  if (stopped) return 'interrupted';
  if (residual.length === 0 && outcomes.every(isWhole)) return problem?.reason ?? 'done';
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  if (outcomes.some((outcome) => mayHaveChanged(outcome, steps.get(outcome.step)))) return 'partial';
  return problem?.reason ?? 'error';
}

/** Whether all of the step was carried out, and nothing of it is left for a later plan. */
const isWhole = (outcome: StepOutcome): boolean => outcome.state === 'applied' && leftIn(outcome) === 0;

const leftIn = ({ ends = [] }: StepOutcome): number => ends.filter(({ state }) => state === 'left').length;

const carriedOn = (step: Step, named: string): StepOutcome => ({
  step: step.id,
  state: 'in_doubt',
  failed: [],
  unknown: step.changes,
  detail: `it is under way; ${commandLine(named, 'apply', '--resume')} follows it to its end`,
});

/** Whether the step changed something, or may have. */
function mayHaveChanged(outcome: StepOutcome, step: Step | undefined): boolean {
  const { state, failed } = outcome;
  if (state === 'failed' && failed.length === 0) return false;
  return state !== 'not_attempted' && failed.length + leftIn(outcome) < (step?.changes.length ?? 0);
}
