// An apply that did not end: what was in flight is classified by reading, never by sending. What is left to do
// becomes tasks again; what cannot be read back and is not safe to send twice stays in doubt.

import { missing } from '../engine/conform.ts';
import type { Unfinished } from '../model/journal.ts';
import type { Step } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import type { StepOutcome } from '../model/run.ts';
import { changesOf, isReadable, kindNamed, type Run } from './context.ts';
import { notAttempted, type Task } from './execute.ts';
import { listedBy, reread } from './reread.ts';

export interface Classified {
  /** Steps that were in flight and whose outcome is now known, or can never be. */
  readonly outcomes: readonly StepOutcome[];
  /** What is still to be carried out. */
  readonly tasks: readonly Task[];
}

type Reading = Pick<Run, 'plan' | 'kinds' | 'reader'>;

export async function classify(run: Reading, { inFlight, left }: Unfinished): Promise<Result<Classified>> {
  const outcomes: StepOutcome[] = [];
  const tasks: Task[] = [];
  for (const step of inFlight) {
    const open = await openChanges(run, step);
    if (!open.ok) return open;
    if (open.value === 'unknown') outcomes.push(doubtful(step));
    else if (open.value.length === 0)
      outcomes.push({ step: step.id, state: 'applied', failed: [], unknown: [], detail: '' });
    else tasks.push({ step, changes: open.value });
  }
  const later = left.map((step) => ({ step, changes: changesOf(run, step) }));
  return ok({ outcomes, tasks: inPlanOrder(run, [...tasks, ...later]) });
}

function inPlanOrder({ plan }: Reading, tasks: readonly Task[]): Task[] {
  const place = new Map(plan.steps.map(({ id }, i) => [id, i]));
  return [...tasks].sort((a, b) => (place.get(a.step.id) ?? 0) - (place.get(b.step.id) ?? 0));
}

/** The step's changes that live does not show as carried out; `unknown` where reading cannot tell. */
async function openChanges(run: Reading, step: Step): Promise<Result<Task['changes'] | 'unknown'>> {
  const changes = changesOf(run, step);
  if (!changes.every(isReadable)) return ok('unknown');
  const kind = kindNamed(run.kinds, step.kind);
  const live = await reread(kind, step.changes, run.reader, listedBy(kind, run.plan.reads));
  if (!live.ok) return live;
  return ok(
    changes.filter(
      (change) =>
        missing(kind, change, live.value.get(change.address) ?? null, step.fields, 'lost').length > 0,
    ),
  );
}

function doubtful(step: Step): StepOutcome {
  return {
    step: step.id,
    state: 'in_doubt',
    failed: [],
    unknown: step.changes,
    detail: 'it was under way when the apply ended; it cannot be read back and is not sent twice',
  };
}

/** Outcomes for tasks that are not carried on: nothing of them was done, or a part. */
export function abandoned(tasks: readonly Task[]): StepOutcome[] {
  return tasks.map(({ step, changes }) => {
    if (changes.length === step.changes.length) return notAttempted(step, 'the apply ended before it');
    const failed = changes.map(({ address }) => ({
      address,
      message: 'the apply ended before it was carried out',
    }));
    return {
      step: step.id,
      state: 'failed',
      failed,
      unknown: [],
      detail: `${step.changes.length - changes.length} of ${step.changes.length} carried out`,
    };
  });
}
