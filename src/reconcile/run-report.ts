// The report of an apply, made from what became of its steps.

import type { Failure, Reason } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import { type RunReport, runFormat, type StepOutcome } from '../model/run.ts';

export interface Ended {
  readonly plan: Plan;
  readonly outcomes: readonly StepOutcome[];
  readonly residual: RunReport['residual'];
  readonly halt: Failure | null;
  readonly stopped: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly requests: number;
}

export function runReport(ended: Ended): RunReport {
  const { plan, outcomes, residual, halt, startedAt, endedAt, requests } = ended;
  const states = new Map(outcomes.map((outcome) => [outcome.step, outcome]));
  const all = plan.steps.map(
    ({ id }): StepOutcome =>
      states.get(id) ?? {
        step: id,
        state: 'not_attempted',
        failed: [],
        unknown: [],
        detail: 'the apply ended before it',
      },
  );
  return {
    format: runFormat,
    plan: plan.id,
    tenant: plan.tenant,
    started_at: startedAt,
    ended_at: endedAt,
    reason: reasonOf(ended, all),
    outcomes: all,
    residual,
    diagnostics:
      halt === null
        ? []
        : [
            {
              code: halt.code,
              severity: 'error',
              summary: halt.summary,
              why: halt.why,
              next: halt.next,
              ...(halt.where && { where: halt.where }),
            },
          ],
    requests,
  };
}

function reasonOf({ residual, halt, stopped }: Ended, outcomes: readonly StepOutcome[]): Reason {
  const open = outcomes.filter(({ state }) => state !== 'applied');
  if (open.length === 0 && residual.length === 0) return 'done';
  if (stopped) return 'interrupted';
  if (open.length < outcomes.length || open.some(isPartial)) return 'partial';
  return halt?.reason ?? 'error';
}

/** In doubt, or failed for some of its objects only. */
function isPartial({ state, detail }: StepOutcome): boolean {
  return state === 'in_doubt' || (state === 'failed' && !detail.startsWith('0 of '));
}
