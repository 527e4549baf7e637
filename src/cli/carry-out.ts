// Carries a plan out and prints what became of it: the same for every command that applies one. Its progress is shown,
// and the first signal stops it in good order.

import { type Client, createClient } from '../api/client.ts';
import { kinds } from '../kinds/registry.gen.ts';
import type { Ledger } from '../ledger/port.ts';
import { blocks } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import type { RunReport } from '../model/run.ts';
import { type ApplyInput, apply as applyPlan, settle } from '../reconcile/apply.ts';
import { servicesToCall } from '../reconcile/connection.ts';
import { clock } from '../reconcile/real.ts';
import type { Services } from '../reconcile/services.ts';
import { printPlanText, viewPlan } from '../report/plan.ts';
import { printRunText, runJson, viewRun } from '../report/run.ts';
import { confirm } from './confirm.ts';
import type { Io } from './io.ts';
import { flag, type Given, wantsJson } from './options.ts';
import { failed, type Outcome } from './outcome.ts';
import { type ProgressLine, progressLine } from './progress.ts';
import { connect, openLedger } from './session.ts';
import { findPlace, type Place } from './tenant.ts';

/** What applying a plan takes. */
export interface Tools {
  readonly io: Io;
  readonly options: Given;
  readonly ledger: Ledger;
  readonly client: Client;
  readonly baseUrl: string;
  readonly services: Services;
  readonly concurrency: number;
}

/** Nothing is sent yet. */
export function openTools(place: Place, options: Given, io: Io): Result<Tools> {
  const client = connect(place, io, createClient);
  if (!client.ok) return client;
  const { baseUrl } = client.value;
  return ok({
    io,
    options,
    ledger: openLedger(place, baseUrl, io),
    client: client.value,
    baseUrl,
    services: servicesToCall(place.tenant, io.env),
    concurrency: place.concurrency,
  });
}

/** Works on the tenant that the options mean, and closes the connections. */
export async function withTools(
  options: Given,
  io: Io,
  work: (place: Place, tools: Tools) => Promise<Outcome>,
): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const tools = openTools(place.value, options, io);
  if (!tools.ok) return failed(tools.error);
  try {
    return await work(place.value, tools.value);
  } finally {
    await tools.value.client.close();
  }
}

/** Shows the plan and, unless told to go ahead, asks; null where it may be carried out. */
export async function showAndAsk(
  plan: Plan,
  { io, options }: Pick<Tools, 'io' | 'options'>,
): Promise<Outcome | null> {
  const json = wantsJson(options);
  const text = printPlanText(viewPlan(plan), { color: json ? io.color.err : io.color.out, width: io.width });
  if (json) io.note(text);
  else await io.print(text);
  const asks = plan.steps.length > 0 && !blocks(plan.diagnostics) && !flag(options, 'autoApprove');
  if (!asks || (await confirm('\nApply this plan? Only "yes" does: '))) return null;
  io.note('Not applied. Nothing was changed.');
  return { reason: 'error' };
}

/** What an earlier run left is settled before planning, so that a plan has what is owed; null where all went well. */
export async function settleFirst(tools: Tools): Promise<Failure | null> {
  const unfinished = await tools.ledger.unfinished();
  if (!unfinished.ok) return unfinished.error;
  if (unfinished.value === null) return null;
  const settled = await watched(unfinished.value.plan, tools, settle);
  return settled.ok ? null : settled.error;
}

export async function carryOut(plan: Plan, tools: Tools): Promise<Outcome> {
  const report = await watched(plan, tools, (input) => applyPlan(plan, input));
  if (report.ok) return printed(report.value, plan, tools);
  return failed(report.error, blocks(plan.diagnostics) ? plan.diagnostics : []);
}

/** With its progress shown, and stopped in good order by the first signal. */
export async function watched<T>(
  plan: Plan,
  tools: Tools,
  work: (input: ApplyInput) => Promise<T>,
): Promise<T> {
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
    waitMs: Number(options['wait'] ?? 15) * 60_000,
    concurrency,
    stop: io.catchStop(),
    onEvent: line.onEvent,
  };
}

export async function printed(
  given: RunReport,
  plan: Plan,
  { io, options, ledger }: Tools,
): Promise<Outcome> {
  const terminated = given.reason === 'interrupted' && io.catchStop().reason === 'SIGTERM';
  const report: RunReport = terminated ? { ...given, reason: 'terminated' } : given;
  const text = (): string =>
    printRunText(viewRun(report, plan, { named: ledger.named }), { color: io.color.out, width: io.width });
  await io.print(wantsJson(options) ? runJson(report) : text());
  return { reason: report.reason };
}
