// Sends one step and says what became of each of its changes. A batch that the server finds too large is halved;
// answers are matched by id; what has no answer is read back, and is unknown only where reading cannot tell.

import type { Sent } from '../api/port.ts';
import { halves } from '../engine/compile.ts';
import { missing } from '../engine/conform.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import type { Operation } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import type { StepOutcome, StepState } from '../model/run.ts';
import { changesOf, isReadable, kindNamed, operationOf, type Run } from './context.ts';
import { wrongShape } from './failures.ts';
import { listedBy, reread } from './reread.ts';

/** What became of each change: done, refused with a message, or unknown with a reason. */
interface Tally {
  readonly done: Set<Address>;
  readonly failed: Map<Address, string>;
  readonly unknown: Map<Address, string>;
  /** Set where the sign-in was refused: nothing else can succeed either. */
  signIn: Failure | null;
}

/** The largest batch that the server took, by operation, as learned during this run. */
export type Caps = Map<string, number>;

export interface Attempt {
  readonly outcome: StepOutcome;
  readonly signIn: Failure | null;
}

export async function sendStep(
  run: Run,
  step: Step,
  changes: readonly Change[],
  caps: Caps,
): Promise<Attempt> {
  const tally: Tally = { done: new Set(), failed: new Map(), unknown: new Map(), signIn: null };
  await sendBatch(run, step, changes, tally, caps);
  await readBack(run, step, changes, tally);
  return { outcome: outcomeOf(step, changes, tally), signIn: tally.signIn };
}

async function sendBatch(
  run: Run,
  step: Step,
  changes: readonly Change[],
  tally: Tally,
  caps: Caps,
): Promise<void> {
  const operation = operationOf(run.kinds, step);
  if (changes.length > (caps.get(operation.id) ?? Number.POSITIVE_INFINITY))
    return sendHalves(run, step, changes, tally, caps);
  const whole = changes.length === step.changes.length ? step.requests[0] : undefined;
  const request = whole ?? operation.request(changes);
  const sent = await run.writer.send(request, { repeatable: step.repeatable });
  if (isTooLarge(sent) && changes.length > 1) {
    caps.set(operation.id, Math.ceil(changes.length / 2));
    return sendHalves(run, step, changes, tally, caps);
  }
  book(sent, operation, changes, tally, request);
}

async function sendHalves(
  run: Run,
  step: Step,
  changes: readonly Change[],
  tally: Tally,
  caps: Caps,
): Promise<void> {
  for (const half of halves(changes)) await sendBatch(run, step, half, tally, caps);
}

/** 413 and 414 say so; a 400 may mean it, and halving costs little where it does not. */
function isTooLarge(sent: Sent): boolean {
  return sent.state === 'refused' && [400, 413, 414, 431].includes(sent.failure.status ?? 0);
}

function book(
  sent: Sent,
  operation: Operation,
  changes: readonly Change[],
  tally: Tally,
  request: Step['requests'][number],
): void {
  if (sent.state === 'refused') {
    if (sent.failure.reason === 'sign_in') tally.signIn = sent.failure;
    for (const { address } of changes) tally.failed.set(address, messageOf(sent.failure));
    return;
  }
  const outcomes = sent.state === 'answered' ? operation.outcomes(changes, sent.answer) : undefined;
  const why =
    sent.state === 'lost'
      ? messageOf(sent.failure)
      : outcomes && !outcomes.ok
        ? wrongShape(request, outcomes.error).summary
        : 'the server gave no result for it';
  for (const { address } of changes) {
    const result = outcomes?.ok ? outcomes.value.get(address) : undefined;
    if (result === undefined) tally.unknown.set(address, why);
    else if (result.ok) tally.done.add(address);
    else tally.failed.set(address, result.error);
  }
}

const messageOf = ({ summary, why }: Failure): string => (why === '' ? summary : `${summary}: ${why}`);

/** Reads what has no answer: applied, or surely not; where the read fails, or cannot tell, it stays unknown. */
async function readBack(run: Run, step: Step, changes: readonly Change[], tally: Tally): Promise<void> {
  const open = changes.filter((change) => tally.unknown.has(change.address) && isReadable(change));
  if (open.length === 0) return;
  const kind = kindNamed(run.kinds, step.kind);
  const live = await reread(
    kind,
    open.map(({ address }) => address),
    run.reader,
    listedBy(kind, run.plan.reads),
  );
  if (!live.ok) return;
  for (const change of open) {
    const { address } = change;
    const why = tally.unknown.get(address) ?? '';
    tally.unknown.delete(address);
    if (missing(kind, change, live.value.get(address) ?? null, step.fields, 'lost').length === 0)
      tally.done.add(address);
    else tally.failed.set(address, `${why}; read again: it was not carried out`);
  }
}

function outcomeOf(step: Step, changes: readonly Change[], { done, failed, unknown }: Tally): StepOutcome {
  const state: StepState = unknown.size > 0 ? 'in_doubt' : failed.size > 0 ? 'failed' : 'applied';
  const reasons = new Set([...unknown.values(), ...failed.values()]);
  const detail =
    state === 'applied'
      ? ''
      : `${done.size} of ${changes.length} carried out. ${[...reasons].slice(0, 3).join('; ')}`;
  return {
    step: step.id,
    state,
    failed: [...failed].map(([address, message]) => ({ address, message })),
    unknown: [...unknown.keys()],
    detail,
  };
}
