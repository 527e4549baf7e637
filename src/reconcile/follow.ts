// Carries on the work of a step after its request, as its kind says: reads, waits between polls, and further calls, each
// written to the journal before it is sent and after it is answered. What was stopped stays in flight, to be taken up again.

import type { Change, State } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { Bug } from '../model/failure.ts';
import {
  before,
  beginning,
  type End,
  type Follow,
  type Known,
  type Next,
  refusedFact,
} from '../model/follow.ts';
import type { Step } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { StepOutcome } from '../model/run.ts';
import { operationOf, type Run } from './context.ts';
import { readRows } from './rows.ts';
import { isoTime } from './shapes.ts';
import { messageOf, newTally, outcomeOf } from './tally.ts';

export interface Followed {
  /** Null: it was stopped, or could not be written down; the step stays in flight. */
  readonly outcome: StepOutcome | null;
  /** A stop came before the request was carried out, and it is not sent again: the step is not in flight. */
  readonly unsent?: true;
  /** Why nothing more may be sent. */
  readonly halt: Failure | null;
  /** Why nothing more can even be written down. */
  readonly broken: Failure | null;
}

/** Polls wait this long, in milliseconds, each twice as long as the one before. */
const [shortest, longest] = [200, 10_000];

interface Pursuit {
  readonly run: Run;
  readonly step: Step;
  readonly changes: readonly Change[];
  readonly follow: Follow;
  readonly known: Map<string, State | null>;
  readonly deadline: number;
  halt: Failure | null;
  broken: Failure | null;
}

export const hasFollow = (run: Pick<Run, 'kinds'>, step: Step): boolean =>
  operationOf(run.kinds, step).follow !== undefined;

function pursuitOf(run: Run, step: Step, changes: readonly Change[], known: Known): Pursuit {
  const { follow } = operationOf(run.kinds, step);
  if (follow === undefined) throw new Bug(`nothing follows ${step.kind}.${step.operation}`);
  const deadline = run.clock.now() + run.waitMs;
  return { run, step, changes, follow, known: new Map(known), deadline, halt: null, broken: null };
}

/** What is read before the step's request is sent. */
export async function readBefore(run: Run, step: Step, changes: readonly Change[]): Promise<State | null> {
  const prior = operationOf(run.kinds, step).follow?.before?.(changes);
  const { reader, clock, stop, waitMs } = run;
  const cut = { stop, clock, deadline: clock.now() + waitMs };
  return prior === undefined ? null : prior.take(await readRows(reader, prior.read, cut));
}

/** Sends the step's request, and carries on. `prior`: what `readBefore` gave. */
export async function beginStep(
  run: Run,
  step: Step,
  changes: readonly Change[],
  prior: State | null,
): Promise<Followed> {
  const [request] = step.requests;
  if (request === undefined) throw new Bug(`step ${step.id} has no request`);
  const pursuit = pursuitOf(run, step, changes, new Map());
  if (prior !== null) await learn(pursuit, before, prior);
  if (pursuit.broken !== null) return { outcome: null, halt: null, broken: pursuit.broken };
  const sent = await run.writer.send(request, { repeatable: step.repeatable, stop: run.stop });
  if (sent.state === 'stopped') return { outcome: null, unsent: true, halt: null, broken: null };
  if (sent.state === 'refused') return refused(pursuit, sent.failure);
  if (sent.state === 'lost') note(pursuit, sent.failure);
  const fact = sent.state === 'answered' ? pursuit.follow.begin(sent.answer) : null;
  await learn(pursuit, beginning, fact?.ok ? fact.value : null);
  return carryOn(pursuit);
}

/** Carries on what an earlier process began. */
export function resumeStep(
  run: Run,
  step: Step,
  changes: readonly Change[],
  known: Known,
): Promise<Followed> {
  return carryOn(pursuitOf(run, step, changes, known));
}

/** What is known of a step by reading alone, without waiting. */
export async function readStep(
  { kinds, reader }: Pick<Run, 'kinds' | 'reader'>,
  step: Step,
  changes: readonly Change[],
  facts: Known,
): Promise<StepOutcome> {
  const { follow } = operationOf(kinds, step);
  if (follow === undefined) throw new Bug(`nothing follows ${step.kind}.${step.operation}`);
  const known = new Map(facts);
  for (;;) {
    const next = follow.next(changes, known, { wait: false, send: false });
    if (next.do === 'done') return endedOutcome(step, next);
    if (next.do === 'send') throw new Bug(`${step.kind}.${step.operation} sends where it may only read`);
    known.set(next.call, next.take(await readRows(reader, next.read)));
  }
}

async function carryOn(pursuit: Pursuit): Promise<Followed> {
  const { run, step, changes, follow, known } = pursuit;
  let [last, pause] = ['', shortest];
  for (;;) {
    const { halt, broken } = pursuit;
    if (broken !== null) return { outcome: null, halt, broken };
    const stopped = run.stop.aborted;
    const may = { wait: !stopped && run.clock.now() < pursuit.deadline, send: !stopped && halt === null };
    const next = follow.next(changes, known, may);
    if (next.do === 'done')
      return { outcome: stopped && isOpen(next) ? null : endedOutcome(step, next), halt, broken };
    if (next.do === 'send') await send(pursuit, next);
    else {
      run.onEvent({ event: 'waiting', step, says: next.says });
      if (next.call === last) await run.clock.sleep(pause, run.stop);
      pause = next.call === last ? Math.min(pause * 2, longest) : shortest;
      const rows = await readRows(run.reader, next.read, { ...run, deadline: pursuit.deadline });
      const fact = next.take(rows);
      // What a stop cut off is read again when the step is taken up again.
      if (next.keep && (rows.ok || !run.stop.aborted)) await learn(pursuit, next.call, fact);
      else known.set(next.call, fact);
    }
    last = next.call;
  }
}

/** Whether a later process could find out, or do, more. */
const isOpen = ({ ends }: Extract<Next, { do: 'done' }>): boolean =>
  [...ends.values()].some(({ state }) => state === 'unknown' || state === 'left');

/** A further call: its intent, the call, and what it told. */
async function send(pursuit: Pursuit, { call, request, take }: Extract<Next, { do: 'send' }>): Promise<void> {
  const { run, step } = pursuit;
  const ready = await makeReady(pursuit, call);
  if (!ready.ok) {
    pursuit.broken ??= ready.error;
    return;
  }
  const sent = await run.writer.send(request, { repeatable: step.repeatable, stop: run.stop });
  if (sent.state === 'stopped') return takeBack(pursuit, call);
  if (sent.state !== 'answered') note(pursuit, sent.failure);
  if (sent.state === 'refused') await learn(pursuit, call, { [refusedFact]: messageOf(sent.failure) });
  else {
    const fact = sent.state === 'answered' ? take(sent.answer) : null;
    await learn(pursuit, call, fact?.ok ? fact.value : null);
  }
}

async function makeReady({ run, step }: Pursuit, call: string): Promise<Result<true>> {
  const held = await run.lock.renew();
  if (!held.ok) return held;
  return run.journal.append({ entry: 'call', at: isoTime(run.clock), step: step.id, call });
}

/** What was stopped before it was carried out is sent when the step is taken up again. */
async function takeBack(pursuit: Pursuit, call: string): Promise<void> {
  const { run, step } = pursuit;
  const entry = { entry: 'unsent', at: isoTime(run.clock), step: step.id, call } as const;
  const written = await run.journal.append(entry);
  if (!written.ok) pursuit.broken ??= written.error;
}

/** A refused sign-in ends all sending. */
function note(pursuit: Pursuit, failure: Failure): void {
  if (failure.reason === 'sign_in') pursuit.halt ??= failure;
}

/** A lost answer is known as null; only what was told is written down. */
async function learn(pursuit: Pursuit, call: string, fact: State | null): Promise<void> {
  const { run, step, known } = pursuit;
  known.set(call, fact);
  if (fact === null) return;
  const entry = { entry: 'told', at: isoTime(run.clock), step: step.id, call, fact } as const;
  const written = await run.journal.append(entry);
  if (!written.ok) pursuit.broken ??= written.error;
}

/** The server did not take the request: nothing was begun. */
function refused(pursuit: Pursuit, failure: Failure): Followed {
  const { step, changes } = pursuit;
  note(pursuit, failure);
  const tally = newTally();
  for (const { address } of changes) tally.failed.set(address, messageOf(failure));
  return { outcome: outcomeOf(step, tally), halt: pursuit.halt, broken: null };
}

function endedOutcome(step: Step, { ends, note: said }: Extract<Next, { do: 'done' }>): StepOutcome {
  const tally = newTally();
  for (const [address, { state, message }] of ends)
    if (state === 'failed') tally.failed.set(address, message);
    else if (state === 'unknown') tally.unknown.set(address, message);
  const left = [...ends.values()].filter(({ state }) => state === 'left').length;
  const outcome = outcomeOf(step, tally, left);
  const detail = [outcome.detail, said].filter((text) => text !== '');
  return { ...outcome, detail: detail.join('. '), ends: [...ends].map(endOf) };
}

const endOf = ([address, { state, message, remember }]: readonly [string, End]) => ({
  address,
  state,
  message,
  remember,
});
