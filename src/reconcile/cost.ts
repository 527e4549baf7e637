// What an apply will cost: its writes, the reads of the stale check and of verify, each as cheap as it can be, and the
// safety readings that are made again.

import type { Change } from '../model/change.ts';
import type { Kind } from '../model/kind.ts';
import type { PlanBody, ReadReport, Step } from '../model/plan.ts';

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
  const checks = kinds.reduce((sum, kind) => sum + checksOf(kind, steps, reads), 0);
  const requests = writes + 2 * checks + readAgain(changes);
  const calls = reads.reduce((sum, read) => sum + read.requests, 0);
  const each = Math.min(usualSeconds, calls > 0 ? readSeconds / calls : usualSeconds);
  return { requests, seconds: Math.ceil((requests * each) / sideBySide) };
}

/** Objects that are read again for changes that planning found safe, one call each. */
export const readAgain = (changes: readonly Change[]): number =>
  changes.reduce((sum, { probe }) => sum + (probe?.verdict === 'safe' ? (probe.reached ?? 1) : 0), 0);

function checksOf(kind: Kind, steps: readonly Step[], reads: readonly ReadReport[]): number {
  const own = steps.filter((step) => step.kind === kind.name && step.repeatable);
  const touched = new Set(own.flatMap(({ changes }) => changes)).size;
  const listing = reads.find((read) => read.kind === kind.name)?.requests ?? 1;
  return Math.min(touched, listing);
}
