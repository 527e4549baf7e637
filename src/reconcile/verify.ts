// Verify: what was applied is read again, and must show no difference to what was wanted. A residual is reported.

import { missingFrom } from '../engine/conform.ts';
import { kindOf } from '../model/address.ts';
import { type Change, removedState, type State } from '../model/change.ts';
import { groupBy } from '../model/group-by.ts';
import type { Kind } from '../model/kind.ts';
import { ok, type Result } from '../model/result.ts';
import type { RunReport, StepOutcome } from '../model/run.ts';
import { changesOf, isReadable, kindNamed, type Run } from './context.ts';
import { listedBy, reread } from './reread.ts';
import { shown } from './shapes.ts';

type Residual = RunReport['residual'];

/** Differences that are left at these changes; a read that fails is a failure. */
export async function residualOf(
  run: Pick<Run, 'plan' | 'kinds' | 'reader'>,
  changes: readonly Change[],
): Promise<Result<Residual>> {
  const residual: { address: string; why: string }[] = [];
  for (const [name, own] of groupBy(changes.filter(isReadable), ({ address }) => kindOf(address))) {
    const kind = kindNamed(run.kinds, name);
    const live = await reread(
      kind,
      own.map(({ address }) => address),
      run.reader,
      listedBy(kind, run.plan.reads),
    );
    if (!live.ok) return live;
    const missing = missingFrom(kind);
    for (const change of own) {
      const now = live.value.get(change.address) ?? null;
      const fields = missing(change, now);
      if (fields.length > 0)
        residual.push({ address: change.address, why: describe(kind, change, fields, now?.live ?? null) });
    }
  }
  return ok(residual);
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
