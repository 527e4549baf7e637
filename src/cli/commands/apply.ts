// trueup apply: a saved plan, and nothing else; or plan, confirm, apply. --resume first carries out what an
// interrupted apply had left.

import { type RunReport, runFormat } from '../../model/run.ts';
import { resume } from '../../reconcile/apply.ts';
import { clock } from '../../reconcile/real.ts';
import { printRunText, runJson, viewRun } from '../../report/run.ts';
import { carryOut, openTools, printed, settleFirst, showAndAsk, type Tools, watched } from '../carry-out.ts';
import type { Io } from '../io.ts';
import { planOf } from '../make-plan.ts';
import { flag, type Given, texts, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPlan } from '../plan-file.ts';
import { openSession } from '../session.ts';
import { findPlace, type Place } from '../tenant.ts';
import { usage } from '../usage.ts';

export async function apply(args: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const [file] = args;
  const wrong = contradiction(file, options, place.value, io);
  if (wrong !== null) return failed(wrong);
  const opened = openTools(place.value, options, io);
  if (!opened.ok) return failed(opened.error);
  const tools = opened.value;
  try {
    const ended = flag(options, 'resume') ? await resumeFirst(tools, place.value, file) : null;
    if (ended !== null) return ended;
    return file === undefined ? await planAndApply(tools) : await applySaved(file, tools);
  } finally {
    await tools.client.close();
  }
}

/** Whether there is anything to plan beside the run to resume. */
const plansToo = (file: string | undefined, options: Given, place: Place): boolean =>
  file !== undefined ||
  texts(options, 'file').length > 0 ||
  (place.tenant.desired.length > 0 && !flag(options, 'resume'));

function contradiction(file: string | undefined, options: Given, place: Place, io: Io) {
  if (file !== undefined && texts(options, 'file').length + texts(options, 'target').length > 0)
    return usage('a saved plan is applied as it is', 'leave out -f and --target, or plan again with them');
  const asks = file === undefined && !flag(options, 'autoApprove') && plansToo(file, options, place);
  if (asks && (!io.interactive || wantsJson(options)))
    return usage(
      'there is nobody to confirm the plan',
      'review a saved plan (trueup plan --out plan.json) and apply that, or add --auto-approve',
      wantsJson(options) ? 'with --json nothing is asked' : 'this is not a terminal',
    );
  if (file === undefined && !plansToo(file, options, place) && !flag(options, 'resume'))
    return usage('there is nothing to apply', 'give a saved plan, -f FILE, or desired files in trueup.yaml');
  return null;
}

/** Null where what an interrupted apply had left is done, and the command line asks for more. */
async function resumeFirst(tools: Tools, place: Place, file: string | undefined): Promise<Outcome | null> {
  const { io, ledger, options } = tools;
  const goesOn = plansToo(file, options, place);
  const unfinished = await ledger.unfinished();
  if (!unfinished.ok) return failed(unfinished.error);
  if (unfinished.value === null) return goesOn ? null : nothingToResume(place, io, options);
  const { plan } = unfinished.value;
  const resumed = await watched(plan, tools, resume);
  if (!resumed.ok) return failed(resumed.error);
  const report = resumed.value;
  if (report === null) return goesOn ? null : nothingToResume(place, io, options);
  if (!goesOn || report.reason !== 'done') return printed(report, plan, tools);
  const view = viewRun(report, plan, { named: ledger.named });
  if (wantsJson(options)) io.note(printRunText(view, { color: io.color.err, width: io.width }));
  else await io.print(printRunText(view, { color: io.color.out, width: io.width }));
  return null;
}

/** With --json the report of a run that had nothing to do. */
async function nothingToResume({ tenant }: Place, io: Io, options: Given): Promise<Outcome> {
  io.note('Nothing to resume: no apply is unfinished.');
  if (wantsJson(options))
    await io.print(runJson(emptyReport(tenant.name, new Date(clock.now()).toISOString())));
  return done;
}

const emptyReport = (tenant: string, now: string): RunReport => ({
  format: runFormat,
  plan: '',
  tenant,
  started_at: now,
  ended_at: now,
  reason: 'done',
  outcomes: [],
  residual: [],
  verified: [],
  diagnostics: [],
  requests: 0,
});

async function applySaved(file: string, tools: Tools): Promise<Outcome> {
  const plan = await readPlan(file, tools.io.cwd);
  return plan.ok ? carryOut(plan.value, tools) : failed(plan.error);
}

async function planAndApply(tools: Tools): Promise<Outcome> {
  const { io, options } = tools;
  const settled = await settleFirst(tools);
  if (settled !== null) return failed(settled);
  const session = await openSession(options, io);
  if (!session.ok) return failed(session.error.failure, session.error.diagnostics);
  const made = await planOf(session.value, texts(options, 'target'));
  await session.value.close();
  if (!made.ok) return failed(made.error);
  const plan = made.value;
  return (await showAndAsk(plan, tools)) ?? carryOut(plan, tools);
}
