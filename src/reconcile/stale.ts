// The stale check: what the plan touches is read again and compared, field by field, with what the plan saw.
// One field that moved stops the apply before anything is sent.

import type { Reader } from '../api/port.ts';
import { type Moved, movedSince } from '../engine/conform.ts';
import { type Address, kindOf } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { groupBy } from '../model/group-by.ts';
import type { Kind } from '../model/kind.ts';
import type { Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isReadable, kindNamed } from './context.ts';
import { type Proven, proofOf, type Questions, questionOf } from './push-down.ts';
import { listedBy, reread } from './reread.ts';
import { shown } from './shapes.ts';

/** A plan to carry out, and what reads for it. */
export interface Planned {
  readonly plan: Plan;
  readonly kinds: readonly Kind[];
  readonly reader: Reader;
}

/**
 * Fails where anything that these changes rely on is not as the plan saw it. A resumed run has already brought some
 * fields to what is wanted: with `resumed`, those have not moved. Gives what may be asked, by kind, when all is applied.
 */
export async function stillAsPlanned(
  { plan, kinds, reader }: Planned,
  changes: readonly Change[],
  resumed: boolean,
): Promise<Result<Questions>> {
  const relying: { change: Change; on: Address }[] = [];
  for (const change of changes) {
    const on = isReadable(change) ? change.address : change.relies_on;
    if (on !== undefined) relying.push({ change, on });
  }
  const questions = new Map<string, Proven>();
  for (const [name, own] of groupBy(relying, ({ on }) => kindOf(on))) {
    const kind = kindNamed(kinds, name);
    const readable = own.flatMap(({ change }) => (isReadable(change) ? change : []));
    // What an earlier process has applied is not compared here, so a listing proves nothing of it.
    const question = resumed ? null : questionOf(kind, readable, plan.reads);
    const proof = question && (await proofOf(question, reader));
    const addresses = own.map(({ on }) => on);
    const live = await reread(kind, addresses, reader, listedBy(kind, plan.reads), proof?.look);
    if (!live.ok) return live;
    const proven = proof?.proven();
    if (proven) questions.set(name, proven);
    const movedIn = movedSince(kind, resumed);
    const stale: { change: Change; fields: readonly Moved[] }[] = [];
    for (const { change, on } of own) {
      const fields = movedIn(change, live.value.get(on) ?? null);
      if (fields.length > 0) stale.push({ change, fields });
    }
    if (stale.length > 0) return err(stalePlan(plan, stale, resumed));
  }
  return ok(questions);
}

function stalePlan(
  plan: Plan,
  stale: readonly { change: Change; fields: readonly Moved[] }[],
  resumed: boolean,
): Failure {
  const lines = stale
    .slice(0, 10)
    .flatMap(({ change, fields }) =>
      fields.map(
        ({ field, planned, now, desired }) =>
          `${change.address} ${field}: ${shown(planned)} when planned, ${shown(now)} now, ${shown(desired)} desired`,
      ),
    );
  const more = stale.length > 10 ? [`and ${stale.length - 10} more objects`] : [];
  return {
    code: 'plan.stale',
    reason: 'stale',
    summary: `${stale.length} ${stale.length === 1 ? 'object has' : 'objects have'} moved since the plan was made at ${plan.created_at}`,
    why: [...lines, ...more].join('\n'),
    next: planAgain(resumed),
  };
}

/** What to do where a plan does not fit any more. */
export const planAgain = (resumed: boolean): string =>
  resumed
    ? 'nothing more was sent; apply without --resume: that settles what is left, and applies a new plan'
    : 'nothing was changed; make a new plan, review it, and apply that one';
