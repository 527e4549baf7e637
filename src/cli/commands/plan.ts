// trueup plan: desired files against the live tenant, printed, and saved with --out. Changes nothing.

import { commandLine, shellWord } from '../../model/command-line.ts';
import type { Plan } from '../../model/plan.ts';
import { planJson, printPlanText, viewPlan } from '../../report/plan.ts';
import type { Io } from '../io.ts';
import { planOf } from '../make-plan.ts';
import { flag, type Given, text, texts, wantsJson } from '../options.ts';
import { failed, type Outcome } from '../outcome.ts';
import { openSession } from '../session.ts';
import { writeWhole } from '../write-whole.ts';

export async function plan(options: Given, io: Io): Promise<Outcome> {
  const session = await openSession(options, io);
  if (!session.ok) return failed(session.error.failure, session.error.diagnostics);
  const made = await planOf(session.value, texts(options, 'target'));
  await session.value.close();
  if (!made.ok) return failed(made.error);
  const out = text(options, 'out');
  const json = planJson(made.value);
  if (out !== undefined) {
    const written = await writeWhole(out, json, io.cwd, 'replace');
    if (!written.ok) return failed(written.error);
  }
  const view = viewPlan(made.value, { all: flag(options, 'all') });
  await io.print(wantsJson(options) ? json : printPlanText(view, { color: io.color.out, width: io.width }));
  if (out !== undefined && made.value.reason === 'changes')
    io.note(
      `Saved. To carry out exactly this plan: ${commandLine(session.value.ledger.named, 'apply', shellWord(out))}`,
    );
  return { reason: reasonOf(made.value, flag(options, 'detailedExitcode')) };
}

/** Exit 2 for changes only where it was asked for. */
function reasonOf({ reason }: Plan, detailed: boolean): Plan['reason'] {
  return reason === 'changes' && !detailed ? 'done' : reason;
}
