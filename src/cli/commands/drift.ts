// trueup drift: what moved since the last apply: the tenant, the files, or both. Reads only.

import { kinds } from '../../kinds/registry.gen.ts';
import { driftHistory } from '../../reconcile/drift-history.ts';
import { driftJson, printDriftText, viewDrift } from '../../report/drift.ts';
import type { Io } from '../io.ts';
import { planOf } from '../make-plan.ts';
import { flag, type Given, wantsJson } from '../options.ts';
import { failed, type Outcome } from '../outcome.ts';
import { openSession } from '../session.ts';

export async function drift(options: Given, io: Io): Promise<Outcome> {
  const session = await openSession(options, io);
  if (!session.ok) return failed(session.error.failure, session.error.diagnostics);
  const { reader, close, ledger } = session.value;
  const made = await planOf(session.value, []);
  const seen = made.ok ? await driftHistory({ kinds, plan: made.value, reader, ledger }) : undefined;
  await close();
  if (!made.ok) return failed(made.error);
  const view = viewDrift(made.value, { all: flag(options, 'all') }, seen);
  await io.print(
    wantsJson(options) ? driftJson(view) : printDriftText(view, { color: io.color.out, width: io.width }),
  );
  const { reason } = view;
  return { reason: reason === 'changes' && !flag(options, 'detailedExitcode') ? 'done' : reason };
}
