// Verify: what was applied is read again, or the server proves by what it counts that it shows; there must be no difference
// to what was wanted. A residual is reported.

import { missingFrom } from '../engine/conform.ts';
import { addressOf, kindOf } from '../model/address.ts';
import { type Change, removedState, type State } from '../model/change.ts';
import { groupBy } from '../model/group-by.ts';
import type { Kind, Live } from '../model/kind.ts';
import { ok, type Result } from '../model/result.ts';
import type { HowVerified, RunReport, StepOutcome } from '../model/run.ts';
import { changesOf, isReadable, kindNamed, type Run } from './context.ts';
import { showsAll } from './push-down.ts';
import { type LiveByAddress, listedBy, listingFor, reread } from './reread.ts';
import { shown } from './shapes.ts';

type Reading = Pick<Run, 'plan' | 'kinds' | 'reader' | 'questions'>;
export type Verified = Pick<RunReport, 'residual' | 'verified'>;

/** What live shows of these changes: differences that are left, and how it was read. A read that fails is a failure. */
export async function verify(run: Reading, changes: readonly Change[]): Promise<Result<Verified>> {
  const residual: Verified['residual'][number][] = [];
  const verified: Verified['verified'][number][] = [];
  for (const [name, own] of groupBy(changes.filter(isReadable), ({ address }) => kindOf(address))) {
    const kind = kindNamed(run.kinds, name);
    const listed = listedBy(kind, run.plan.reads);
    const isListed = listingFor(kind, own.length, listed) !== null;
    const noted = (how: HowVerified) => verified.push({ kind: name, how, objects: own.length });
    if (isListed && (await isAsApplied(run, kind, own))) {
      noted('push-down');
      continue;
    }
    const addresses = own.map(({ address }) => address);
    const live = await reread(kind, addresses, run.reader, listed);
    if (!live.ok) return live;
    residual.push(...differences(kind, own, live.value));
    noted(isListed ? 'whole' : 'each');
  }
  return ok({ residual, verified });
}

async function isAsApplied(
  { questions, reader }: Reading,
  kind: Kind,
  changes: readonly Change[],
): Promise<boolean> {
  const question = questions.get(kind.name);
  if (question === undefined) return false;
  const wanted = new Map(changes.map((change) => [change.address, change]));
  const missing = missingFrom(kind);
  const differs = (live: Live): boolean => {
    const change = wanted.get(addressOf(kind.name, live.key));
    return change !== undefined && missing(change, live).length > 0;
  };
  return showsAll(question, { changes, differs }, reader);
}

function differences(kind: Kind, changes: readonly Change[], live: LiveByAddress): Verified['residual'] {
  const missing = missingFrom(kind);
  return changes.flatMap((change) => {
    const now = live.get(change.address) ?? null;
    const fields = missing(change, now);
    return fields.length === 0
      ? []
      : [{ address: change.address, why: describe(kind, change, fields, now?.live ?? null) }];
  });
}

function describe({ presence }: Kind, change: Change, fields: readonly string[], live: State | null): string {
  if (live === null) return 'it is gone';
  if (change.after === null) return presence(null, live, removedState).because || 'it is still there';
  return fields
    .map((field) => `${field} is ${shown(live[field])}, wanted ${shown(change.after?.[field])}`)
    .join('; ');
}

/** Changes that came through in every step that carries them. */
export function carriedOut(run: Pick<Run, 'plan' | 'kinds'>, outcomes: readonly StepOutcome[]): Change[] {
  const states = new Map(outcomes.map((outcome) => [outcome.step, outcome]));
  const open = new Set<string>();
  for (const step of run.plan.steps) {
    const outcome = states.get(step.id);
    const partial =
      outcome !== undefined &&
      outcome.state !== 'not_attempted' &&
      outcome.failed.length + outcome.unknown.length > 0;
    const addresses =
      outcome?.state === 'applied'
        ? []
        : partial
          ? [...outcome.failed.map(({ address }) => address), ...outcome.unknown]
          : step.changes;
    for (const address of addresses) open.add(address);
  }
  const all = new Set(run.plan.steps.flatMap(({ changes }) => changes));
  for (const address of open) all.delete(address);
  return changesOf(run, { changes: [...all] });
}
