// Sends one step and says what became of each of its changes. A batch that the server finds too large is halved;
// answers are matched by id; what has no answer is read back, and stays unknown where reading cannot tell. A step of which
// nothing was carried out when the run was stopped has no outcome.

import type { Sent } from '../api/port.ts';
import { halves } from '../engine/compile.ts';
import type { ApiRequest } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import type { Operation } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import type { StepOutcome } from '../model/run.ts';
import { isReadable, kindNamed, operationOf, type Run } from './context.ts';
import { wrongShape } from './failures.ts';
import { fateOf } from './fate.ts';
import { listedBy, reread } from './reread.ts';
import { messageOf, newTally, outcomeOf, type Tally } from './tally.ts';

/** Per operation, as learned during this run: the largest batch that the server took; 0: its 400s are not about size. */
export type Caps = Map<string, number>;

export interface Attempt {
  /** Null: a stop came before anything was carried out, and nothing will be. */
  readonly outcome: StepOutcome | null;
  /** Why nothing more may be sent. */
  readonly halt: Failure | null;
}

interface Sending {
  readonly run: Run;
  readonly step: Step;
  readonly operation: Operation;
  readonly tally: Tally;
  readonly caps: Caps;
}

/**
 * What the server made of the calls of a batch: took them all, refused them all as it may refuse a size, or anything else,
 * which teaches nothing of sizes.
 */
type Taken = 'all' | 'refused' | 'other';

export async function sendStep(
  run: Run,
  step: Step,
  changes: readonly Change[],
  caps: Caps,
): Promise<Attempt> {
  const sending = { run, step, operation: operationOf(run.kinds, step), tally: newTally(), caps };
  await sendBatch(sending, changes);
  const { halt, stopped, failed } = sending.tally;
  if (stopped.size === changes.length) return { outcome: null, halt };
  for (const address of stopped) failed.set(address, 'not sent: the apply was stopped');
  await readBack(sending, changes);
  return { outcome: outcomeOf(step, sending.tally), halt };
}

const capKey = ({ step }: Sending): string => `${step.kind}.${step.operation}`;

async function sendBatch(sending: Sending, changes: readonly Change[]): Promise<Taken> {
  const { run, step, operation, caps } = sending;
  const cap = caps.get(capKey(sending)) || Number.POSITIVE_INFINITY;
  if (changes.length > cap) return sendHalves(sending, changes);
  const whole = changes.length === step.changes.length ? step.requests[0] : undefined;
  const request = whole ?? operation.request(changes);
  const sent = await run.writer.send(request, { repeatable: step.repeatable, stop: run.stop });
  if (changes.length === 1 || !isTooLarge(sent, caps.get(capKey(sending)) === 0)) {
    book(sending, sent, changes, request);
    return sent.state === 'answered' ? 'all' : isTooLarge(sent, false) ? 'refused' : 'other';
  }
  const taken = await sendHalves(sending, changes);
  learn(sending, changes.length, taken);
  return taken === 'refused' ? 'refused' : 'other';
}

async function sendHalves(sending: Sending, changes: readonly Change[]): Promise<Taken> {
  const [left, right] = halves(changes);
  const first = await sendPart(sending, left);
  const second = await sendPart(sending, right);
  return first === second ? first : 'other';
}

async function sendPart(sending: Sending, changes: readonly Change[]): Promise<Taken> {
  return (await mayGoOn(sending)) ? sendBatch(sending, changes) : giveUp(sending, changes);
}

/** Between the calls of one step, what is looked at before each step is looked at again. */
async function mayGoOn({ run, tally }: Sending): Promise<boolean> {
  if (tally.halt !== null) return false;
  const held = await run.lock.renew();
  if (!held.ok) tally.halt = held.error;
  return held.ok;
}

function giveUp({ tally }: Sending, changes: readonly Change[]): Taken {
  for (const { address } of changes) tally.failed.set(address, `not sent: ${tally.halt?.summary}`);
  return 'other';
}

/** 413, 414 and 431 say so; a 400 may mean it, until halving a whole batch has shown that it does not. */
function isTooLarge(sent: Sent, notSize: boolean): boolean {
  if (sent.state !== 'refused') return false;
  const { status = 0 } = sent.failure;
  return [413, 414, 431].includes(status) || (status === 400 && !notSize);
}

function learn(sending: Sending, size: number, taken: Taken): void {
  const { caps, step } = sending;
  const known = caps.get(capKey(sending)) || Number.POSITIVE_INFINITY;
  if (taken === 'all') caps.set(capKey(sending), Math.min(known, Math.ceil(size / 2)));
  if (taken === 'refused' && size === step.changes.length && !caps.has(capKey(sending)))
    caps.set(capKey(sending), 0);
}

function book(sending: Sending, sent: Sent, changes: readonly Change[], request: ApiRequest): void {
  if (sent.state === 'answered') bookAnswer(sending, sent, changes, request);
  else if (sent.state === 'stopped') for (const { address } of changes) sending.tally.stopped.add(address);
  else bookFailure(sending.tally, sent, changes);
}

type Unanswered = Extract<Sent, { failure: Failure }>;

function bookFailure(tally: Tally, { state, failure }: Unanswered, changes: readonly Change[]): void {
  if (failure.reason === 'sign_in') tally.halt = failure;
  const fates = state === 'refused' ? tally.failed : tally.unknown;
  for (const { address } of changes) fates.set(address, messageOf(failure));
}

/** An object that is refused after a repeat may be one that an earlier attempt has changed: it is read back. */
function bookAnswer(
  { operation, tally }: Sending,
  { answer, repeated }: Extract<Sent, { state: 'answered' }>,
  changes: readonly Change[],
  request: ApiRequest,
): void {
  const outcomes = operation.outcomes(changes, answer);
  const silence = outcomes.ok
    ? 'the server gave no result for it'
    : wrongShape(request, outcomes.error).summary;
  for (const { address } of changes) {
    const result = outcomes.ok ? outcomes.value.get(address) : undefined;
    if (result === undefined) tally.unknown.set(address, silence);
    else if (!result.ok) (repeated ? tally.unknown : tally.failed).set(address, result.error);
  }
}

/** Reads what has no answer: done, or surely not; where the read fails, or cannot tell, it stays unknown. */
async function readBack(
  { run, step, tally: { failed, unknown } }: Sending,
  changes: readonly Change[],
): Promise<void> {
  const open = changes.filter((change) => unknown.has(change.address) && isReadable(change));
  if (open.length === 0) return;
  const kind = kindNamed(run.kinds, step.kind);
  const addresses = open.map(({ address }) => address);
  const live = await reread(kind, addresses, run.reader, listedBy(kind, run.plan.reads));
  if (!live.ok) return;
  for (const change of open) {
    const { address } = change;
    const why = unknown.get(address) ?? '';
    const fate = fateOf(kind, change, live.value.get(address) ?? null, step.fields);
    if (fate === 'unclear') unknown.set(address, `${why}; read again: live does not tell`);
    else unknown.delete(address);
    if (fate === 'not-done') failed.set(address, `${why}; read again: it was not carried out`);
  }
}
