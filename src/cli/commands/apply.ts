// trueup apply: a saved plan, and nothing else; or plan, confirm, apply. --resume first carries out what an
// interrupted apply had left.

import { type Client, createClient } from '../../api/client.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import type { Ledger } from '../../ledger/port.ts';
import { blocks } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import type { Plan } from '../../model/plan.ts';
import { type RunReport, runFormat } from '../../model/run.ts';
import { type ApplyInput, apply as applyPlan, resume, settle } from '../../reconcile/apply.ts';
import { plan as makePlan } from '../../reconcile/plan.ts';
import type { Services } from '../../reconcile/services.ts';
import { printPlanText, viewPlan } from '../../report/plan.ts';
import { printRunText, runJson, viewRun } from '../../report/run.ts';
import { confirm } from '../confirm.ts';
import type { Io } from '../io.ts';
import { flag, type Given, texts, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPlan } from '../plan-file.ts';
import { type ProgressLine, progressLine } from '../progress.ts';
import { clock } from '../real.ts';
import { callableServices, connect, openLedger, openSession } from '../session.ts';
import { findPlace, type Place } from '../tenant.ts';
import { usage } from '../usage.ts';

export async function apply(args: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const [file] = args;
  const wrong = contradiction(file, options, place.value, io);
  if (wrong !== null) return failed(wrong);
  const client = connect(place.value, io, createClient);
  if (!client.ok) return failed(client.error);
  const ledger = openLedger(place.value, client.value.baseUrl, io);
  const tools: Tools = {
    io,
    options,
    ledger,
    client: client.value,
    baseUrl: client.value.baseUrl,
    services: callableServices(place.value, io),
    concurrency: place.value.concurrency,
  };
  try {
    const ended = flag(options, 'resume') ? await resumeFirst(tools, place.value, file) : null;
    if (ended !== null) return ended;
    return file === undefined ? await planAndApply(tools) : await applySaved(file, tools);
  } finally {
    await client.value.close();
  }
}

interface Tools {
  readonly io: Io;
  readonly options: Given;
  readonly ledger: Ledger;
  readonly client: Client;
  readonly baseUrl: string;
  readonly services: Services;
  readonly concurrency: number;
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
  const view = viewRun(report, plan);
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
  const { reader, close, wanted, tenant, services, memory } = session.value;
  const made = await makePlan({
    ...wanted,
    ...tenant,
    services,
    reader,
    memory,
    clock,
    targets: texts(options, 'target'),
  });
  await close();
  if (!made.ok) return failed(made.error);
  const plan = made.value;
  const text = printPlanText(viewPlan(plan), {
    color: wantsJson(options) ? io.color.err : io.color.out,
    width: io.width,
  });
  if (wantsJson(options)) io.note(text);
  else await io.print(text);
  const asks = plan.steps.length > 0 && !blocks(plan.diagnostics) && !flag(options, 'autoApprove');
  if (asks && !(await confirm('\nApply this plan? Only "yes" does: '))) {
    io.note('Not applied. Nothing was changed.');
    return { reason: 'error' };
  }
  return carryOut(plan, tools);
}

/** What an earlier run left is settled before planning, so that the plan has what is owed; null where all went well. */
async function settleFirst(tools: Tools): Promise<Failure | null> {
  const unfinished = await tools.ledger.unfinished();
  if (!unfinished.ok) return unfinished.error;
  if (unfinished.value === null) return null;
  const settled = await watched(unfinished.value.plan, tools, settle);
  return settled.ok ? null : settled.error;
}

async function carryOut(plan: Plan, tools: Tools): Promise<Outcome> {
  const report = await watched(plan, tools, (input) => applyPlan(plan, input));
  if (report.ok) return printed(report.value, plan, tools);
  return failed(report.error, blocks(plan.diagnostics) ? plan.diagnostics : []);
}

/** With its progress shown, and stopped in good order by the first signal. */
async function watched<T>(plan: Plan, tools: Tools, work: (input: ApplyInput) => Promise<T>): Promise<T> {
  const line = progressLine(plan, tools.io, clock.now);
  const onStop = (): void => tools.io.note('Stopping: the calls under way are finished and recorded.');
  tools.io.catchStop().addEventListener('abort', onStop, { once: true });
  const result = await work(inputOf(tools, line));
  line.end();
  return result;
}

function inputOf(
  { io, options, ledger, client, baseUrl, services, concurrency }: Tools,
  line: ProgressLine,
): ApplyInput {
  const { reader, writer } = client;
  return {
    kinds,
    baseUrl,
    services,
    reader,
    writer,
    ledger,
    clock,
    waitMs: Number(options['wait']) * 60_000,
    concurrency,
    stop: io.catchStop(),
    onEvent: line.onEvent,
  };
}

async function printed(given: RunReport, plan: Plan, { io, options }: Tools): Promise<Outcome> {
  const terminated = given.reason === 'interrupted' && io.catchStop().reason === 'SIGTERM';
  const report: RunReport = terminated ? { ...given, reason: 'terminated' } : given;
  const text = (): string => printRunText(viewRun(report, plan), { color: io.color.out, width: io.width });
  await io.print(wantsJson(options) ? runJson(report) : text());
  return { reason: report.reason };
}
