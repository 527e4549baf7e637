// What an apply will cost: its writes, the reads of the stale check and of verify, each as cheap as it can be, and the
// safety readings that are made again.

import type { Change } from '../model/change.ts';
import type { Kind } from '../model/kind.ts';
import type { PlanBody } from '../model/plan.ts';
import { leastCalls, questionOf } from './push-down.ts';
import { listedBy } from './reread.ts';

/** Seconds that a call is taken to last at most: a page of a listing takes longer than a write. */
const usualSeconds = 0.2;

/** Calls that are under way at once, where nothing slows them down. */
const sideBySide = 4;

/** Calls that work which goes on after its request takes at least: what it is compared with, its end, its results. */
const followed = 3;

type Parts = Pick<PlanBody, 'steps' | 'reads'> & { readonly changes: readonly Change[] };

/** API calls of the apply, and seconds at the pace at which planning read. */
export function estimate(
  { changes, steps, reads }: Parts,
  kinds: readonly Kind[],
  readSeconds: number,
): PlanBody['cost'] {
  const writes = steps.reduce(
    (sum, { requests, follows }) => sum + requests.length + (follows ? followed : 0),
    0,
  );
  if (writes === 0) return { requests: 0, seconds: 0 };
  const checks = kinds.reduce((sum, kind) => sum + checksOf(kind, { changes, steps, reads }), 0);
  const requests = writes + checks + readAgain(changes);
  const calls = reads.reduce((sum, read) => sum + read.requests, 0);
  const each = Math.min(usualSeconds, calls > 0 ? readSeconds / calls : usualSeconds);
  return { requests, seconds: Math.ceil((requests * each) / sideBySide) };
}

/** Objects that are read again for changes that planning found safe, one call each. */
export const readAgain = (changes: readonly Change[]): number =>
  changes.reduce((sum, { probe }) => sum + (probe?.verdict === 'safe' ? (probe.reached ?? 1) : 0), 0);

/** Before anything is sent, and afterwards. */
function checksOf(kind: Kind, { changes, steps, reads }: Parts): number {
  const own = steps.filter((step) => step.kind === kind.name && step.repeatable);
  const touched = new Set(own.flatMap((step) => step.changes));
  const each = Math.min(touched.size, listedBy(kind, reads));
  const question = questionOf(
    kind,
    changes.filter(({ address }) => touched.has(address)),
    reads,
  );
  return each + (question === null ? each : leastCalls);
}
