// An apply that did not end: what was in flight is classified by reading, never by sending. What is left to do
// becomes tasks again; what is not safe to send twice, and does not read as done, stays in doubt.

import type { Address } from '../model/address.ts';
import type { Unfinished } from '../model/journal.ts';
import type { Step } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import type { StepOutcome } from '../model/run.ts';
import { changesOf, isReadable, kindNamed, type Run } from './context.ts';
import { notAttempted, type Task } from './execute.ts';
import { fateOf } from './fate.ts';
import { hasFollow, readStep } from './follow.ts';
import { listedBy, reread } from './reread.ts';
import { newTally, outcomeOf } from './tally.ts';

/** A step to carry on. */
export interface Rest extends Task {
  /** Whether it was sent, or was about to be. */
  readonly begun: boolean;
  /** Those of its changes of which reading does not tell whether they were carried out. */
  readonly unclear: ReadonlySet<Address>;
}

export interface Classified {
  /** Steps that were in flight and whose outcome is now known, or can never be. */
  readonly outcomes: readonly StepOutcome[];
  /** What is still to be carried out. */
  readonly tasks: readonly Rest[];
}

type Reading = Pick<Run, 'plan' | 'kinds' | 'reader'>;

const none: ReadonlySet<Address> = new Set();

/** `carriesOn`: work that goes on after an answer is taken up again; else what reading tells of it is the end of it. */
export async function classify(
  run: Reading,
  { inFlight, left, known: facts }: Unfinished,
  carriesOn: boolean,
): Promise<Result<Classified>> {
  const outcomes: StepOutcome[] = [];
  const tasks: Rest[] = [];
  for (const step of inFlight) {
    const known = facts.get(step.id);
    if (known !== undefined && hasFollow(run, step)) {
      const changes = changesOf(run, step);
      if (carriesOn) tasks.push({ step, changes, known, begun: true, unclear: none });
      else outcomes.push(await readStep(run, step, changes, known));
      continue;
    }
    const rest = await restOf(run, step);
    if (!rest.ok) return rest;
    if (rest.value === 'unknown') outcomes.push(doubtful(step));
    else if (rest.value.changes.length === 0) outcomes.push(outcomeOf(step, newTally()));
    else tasks.push(rest.value);
  }
  const later = left.map((step) => ({ step, changes: changesOf(run, step), begun: false, unclear: none }));
  return ok({ outcomes, tasks: inPlanOrder(run, [...tasks, ...later]) });
}

function inPlanOrder({ plan }: Reading, tasks: readonly Rest[]): Rest[] {
  const place = new Map(plan.steps.map(({ id }, i) => [id, i]));
  return [...tasks].sort((a, b) => (place.get(a.step.id) ?? 0) - (place.get(b.step.id) ?? 0));
}

/** What live does not show as done; `unknown` where that is not safe to send twice, or cannot be read at all. */
async function restOf(run: Reading, step: Step): Promise<Result<Rest | 'unknown'>> {
  const all = changesOf(run, step);
  if (!all.every(isReadable)) return ok('unknown');
  const kind = kindNamed(run.kinds, step.kind);
  const live = await reread(kind, step.changes, run.reader, listedBy(kind, run.plan.reads));
  if (!live.ok) return live;
  const judged = all.map((change) => ({
    change,
    fate: fateOf(kind, change, live.value.get(change.address) ?? null, step.fields),
  }));
  const changes = judged.filter(({ fate }) => fate !== 'done').map(({ change }) => change);
  if (changes.length > 0 && !step.repeatable) return ok('unknown');
  const unclear = judged.filter(({ fate }) => fate === 'unclear').map(({ change }) => change.address);
  return ok({ step, changes, begun: true, unclear: new Set(unclear) });
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

/** Outcomes for tasks that are not carried on. */
export function abandoned(tasks: readonly Rest[]): StepOutcome[] {
  return tasks.map((task) =>
    task.begun ? outcomeOf(task.step, tallyOf(task)) : notAttempted(task.step, 'the apply ended before it'),
  );
}

function tallyOf({ changes, unclear }: Rest) {
  const tally = newTally();
  const why = 'it was under way when the apply ended; read again: ';
  for (const { address } of changes)
    if (unclear.has(address)) tally.unknown.set(address, `${why}live does not tell`);
    else tally.failed.set(address, `${why}it was not carried out`);
  return tally;
}
