// Carries steps out in order: intent to the journal, send, outcome to the journal. Steps of one phase run side by
// side; a step whose dependency did not come through, or is not verified, is not attempted. Nor is one, in the end, that a
// stop came upon before the server took it: its intent is taken back.

import type { Change, State } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import type { Known } from '../model/follow.ts';
import type { Entry } from '../model/journal.ts';
import type { Step } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { StepOutcome } from '../model/run.ts';
import { changesOf, type Run } from './context.ts';
import { beginStep, type Followed, hasFollow, readBefore, resumeStep } from './follow.ts';
import { type Caps, sendStep } from './send.ts';
import { isoTime } from './shapes.ts';
import { verify } from './verify.ts';

/** A step to carry out, with those of its changes that are still to be made. */
export interface Task {
  readonly step: Step;
  readonly changes: readonly Change[];
  /** What is known of work that an earlier process began: its request is not sent again. */
  readonly known?: Known;
}

interface Progress {
  readonly run: Run;
  readonly outcomes: Map<string, StepOutcome>;
  readonly caps: Caps;
  /** Outcomes of this phase that are being written down. */
  readonly recording: Promise<void>[];
  /** Steps that a stop left under way. */
  readonly underWay: Step[];
  /** Why nothing more may be sent: the sign-in was refused. */
  halt: Failure | null;
  /** Why nothing more can even be written down: the lock was lost, or the journal cannot be written. */
  broken: Failure | null;
}

export interface Executed {
  readonly outcomes: readonly StepOutcome[];
  /** Steps that a stop left under way: sent, and to be carried on. */
  readonly underWay?: readonly Step[];
  /** Why it ended early: the sign-in was refused. */
  readonly halt: Failure | null;
  /** Why the run stays open: the lock was lost, or the journal cannot be written. */
  readonly broken: Failure | null;
}

/** `earlier`: outcomes of steps that ended before this run took over. */
export async function execute(
  run: Run,
  tasks: readonly Task[],
  earlier: readonly StepOutcome[],
): Promise<Executed> {
  const outcomes = new Map(earlier.map((outcome) => [outcome.step, outcome]));
  const caps: Caps = new Map();
  const progress: Progress = { run, outcomes, caps, recording: [], underWay: [], halt: null, broken: null };
  const phases = [...new Set(tasks.map(({ step }) => step.phase))];
  for (const phase of phases)
    await inParallel(
      progress,
      tasks.filter(({ step }) => step.phase === phase),
    );
  const { underWay, halt, broken } = progress;
  return { outcomes: [...outcomes.values()], underWay, halt, broken };
}

async function inParallel(progress: Progress, tasks: readonly Task[]): Promise<void> {
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await carryOut(progress, task);
  };
  await Promise.all(Array.from({ length: Math.min(progress.run.concurrency, tasks.length) }, worker));
  await Promise.all(progress.recording.splice(0));
}

async function carryOut(progress: Progress, task: Task): Promise<void> {
  const { run } = progress;
  const { step } = task;
  const isOver = (): boolean => run.stop.aborted || progress.broken !== null;
  if (isOver()) return;
  const obstacle = progress.halt?.summary ?? (await obstacleOf(progress, step));
  if (isOver()) return;
  const outcome = obstacle === null ? await attempt(progress, task) : notAttempted(step, obstacle);
  if (outcome === null) return;
  progress.outcomes.set(step.id, outcome);
  run.onEvent({ event: 'end', step, outcome });
  record(progress, { entry: 'outcome', at: isoTime(run.clock), outcome });
}

/** Nobody waits for it before the next intent, which is on disk only once all before it is: one sync for both. */
function record(progress: Progress, entry: Entry): void {
  const recording = progress.run.journal.append(entry).then((written) => {
    if (!written.ok) progress.broken ??= written.error;
  });
  // What breaks it is thrown where the phase ends.
  recording.catch(() => undefined);
  progress.recording.push(recording);
}

/** Null where the intent could not be written: then nothing was sent. Null too where a stop left it in flight. */
async function attempt(progress: Progress, task: Task): Promise<StepOutcome | null> {
  const { run } = progress;
  const prior = task.known === undefined ? await readBefore(run, task.step, task.changes) : null;
  // A stop that came while reading: nothing was begun.
  if (task.known === undefined && run.stop.aborted) return null;
  const ready = await makeReady(run, task);
  if (!ready.ok) {
    progress.broken ??= ready.error;
    return null;
  }
  run.onEvent({ event: 'start', step: task.step });
  const { outcome, unsent, halt, broken } = await sendTask(progress, task, prior);
  progress.halt ??= halt;
  progress.broken ??= broken;
  if (unsent) record(progress, { entry: 'unsent', at: isoTime(run.clock), step: task.step.id });
  else if (outcome === null) progress.underWay.push(task.step);
  return outcome;
}

async function sendTask(
  { run, caps }: Progress,
  { step, changes, known }: Task,
  prior: State | null,
): Promise<Followed> {
  if (known !== undefined) return resumeStep(run, step, changes, known);
  if (hasFollow(run, step)) return beginStep(run, step, changes, prior);
  const { outcome, halt } = await sendStep(run, step, changes, caps);
  return { outcome, ...(outcome === null && { unsent: true }), halt, broken: null };
}

async function makeReady(run: Run, { step, known }: Task): Promise<Result<true>> {
  const held = await run.lock.renew();
  // The intent of what was begun is written already.
  if (!held.ok || known !== undefined) return held;
  return run.journal.append({ entry: 'intent', at: isoTime(run.clock), step: step.id });
}

/** Why a step must not be attempted: what it depends on did not come through, or live does not show it. */
async function obstacleOf({ run, outcomes }: Progress, step: Step): Promise<string | null> {
  const failed = step.depends_on.find((id) => outcomes.get(id)?.state !== 'applied');
  if (failed !== undefined) return `it depends on ${failed}, which was not applied`;
  const before = run.plan.steps.filter(({ id }) => step.depends_on.includes(id));
  const seen = await verify(
    run,
    before.flatMap((one) => changesOf(run, one)),
  );
  if (!seen.ok) return `what it depends on could not be verified: ${seen.error.summary}`;
  const [first] = seen.value.residual;
  return first === undefined ? null : `what it depends on is not in force: ${first.address}: ${first.why}`;
}

export function notAttempted(step: Step, detail: string): StepOutcome {
  return { step: step.id, state: 'not_attempted', failed: [], unknown: [], detail };
}
