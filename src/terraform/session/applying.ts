// Carries out what Terraform wants applied: changes of several resources that arrive together are one plan, compiled,
// ordered, journalled and verified as the command's are; between those that do not, depends_on keeps an order. Each
// resource is told what became of its objects.

import { byAddress } from '../../engine/assemble.ts';
import { sealed } from '../../engine/fingerprint.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import { type Address, addressOf } from '../../model/address.ts';
import { type Change, isRun } from '../../model/change.ts';
import type { asDiagnostic, Diagnostic } from '../../model/diagnostic.ts';
import type { Memory } from '../../model/memory.ts';
import type { Agreed, Plan, ReadReport } from '../../model/plan.ts';
import { ok, type Result } from '../../model/result.ts';
import type { RunReport, StepOutcome } from '../../model/run.ts';
import { apply } from '../../reconcile/apply.ts';
import { compose, ofKind } from '../../reconcile/compose.ts';
import type { ApplyEvent, ApplyInput } from '../../reconcile/context.ts';
import { type End, endsOf, worstFirst } from '../../report/run-ends.ts';
import type { Context } from '../plugin/handlers.ts';
import type { Fields } from '../plugin/log.ts';
import { together } from './fields.ts';
import { queue } from './queue.ts';
import { lock, untilWritten } from './reading.ts';
import type { Tenant } from './tenant.ts';

/** What was planned for one resource, as its planned private data holds it. */
export interface Task {
  /** When it was planned, ISO 8601. */
  readonly at: string;
  readonly changes: readonly Change[];
  readonly agreed: readonly Agreed[];
  readonly reads: readonly ReadReport[];
}

/** Who was told a plan, and is likely to come with it. */
interface Coming {
  readonly expects: () => boolean;
  readonly dismiss: () => void;
}

/** What became of a round; `diagnostics` are of the run as a whole. */
export interface Applied {
  /** Of those that did not come through. */
  readonly ends: ReadonlyMap<Address, End>;
  readonly residual: RunReport['residual'];
  readonly diagnostics: readonly Diagnostic[];
  readonly memory: Memory;
}

/** How long a resource that Terraform is about to have applied is waited for, in milliseconds, and how many times. */
const pause = { ms: 50, times: 20 };
/** What was read so many milliseconds ago is not looked at again before it is compared with the plan. */
const freshMs = 10_000;
/** How long work that goes on after an answer is waited for, in milliseconds. */
const waitMs = 15 * 60_000;

/**
 * @param context aborts when Terraform wants to stop; null: nothing stops it, and nothing is logged
 * @param coming whether Terraform is about to have more applied
 */
export function applier(
  tenant: Tenant,
  context: Context | null,
  coming: Coming,
): (task: Task) => Promise<Result<Applied>> {
  const round = async (tasks: readonly Task[]): Promise<readonly Result<Applied>[]> => {
    tenant.reader.forget(freshMs);
    const plan = await roundPlan(tasks, tenant);
    const report = await apply(plan, inputOf(tenant, context)).finally(() => tenant.reader.forget());
    const applied = report.ok ? await appliedOf(report.value, plan, tenant) : refusedWith(report.error, plan);
    if (applied.ok)
      for (const change of plan.changes)
        if (!applied.value.ends.has(change.address)) tenant.done.note(change);
    return tasks.map(() => applied);
  };
  const gather = async (): Promise<void> => {
    for (let i = 0; i < pause.times && coming.expects(); i++) await tenant.clock.sleep(pause.ms);
    coming.dismiss();
  };
  return queue(round, gather);
}

/** What carrying out, or settling, takes. */
export function inputOf(tenant: Tenant, context: Context | null): ApplyInput {
  const { ledger, baseUrl, callable, clock, concurrency } = tenant;
  const stop = context?.signal ?? new AbortController().signal;
  const onEvent = (event: ApplyEvent): void => context?.log.info(...logged(event));
  return {
    ...untilWritten(tenant),
    kinds,
    baseUrl,
    services: callable,
    ledger: { ...ledger, lock: () => lock(tenant) },
    clock,
    waitMs,
    concurrency,
    stop,
    onEvent,
  };
}

/** An event of the apply as a line of the log. */
function logged(event: ApplyEvent): [string, Fields] {
  switch (event.event) {
    case 'start':
      return [`step ${event.step.id} begins`, { changes: event.step.changes.length }];
    case 'waiting':
      return [`step ${event.step.id} waits: ${event.says}`, {}];
    case 'end':
      return [`step ${event.step.id}: ${event.outcome.state}`, { detail: event.outcome.detail }];
    case 'settled':
      return ['an earlier apply was settled', { began: event.startedAt, steps: event.outcomes.length }];
    default:
      return [event.event, { objects: event.objects }];
  }
}

async function appliedOf(report: RunReport, plan: Plan, tenant: Tenant): Promise<Result<Applied>> {
  const agreed = plan.agreed.flatMap(({ kind, keys }) => keys.map((key) => addressOf(kind, key)));
  const memory = await tenant.renew([...plan.changes.map(({ address }) => address), ...agreed]);
  if (!memory.ok) return memory;
  const { residual, diagnostics } = report;
  return ok({ ends: endsIn(report, plan), residual, diagnostics, memory: memory.value });
}

/** What earlier rounds have carried out is left out: two resources may want the same of an object. */
async function roundPlan(tasks: readonly Task[], tenant: Tenant): Promise<Plan> {
  const all = tasks.flatMap((task) => task.changes);
  const changes = inOrder(together(all).flatMap((change) => tenant.done.left(change) ?? []));
  // Each was planned with those before it: of a kind, the one that was planned last has read the most.
  const read = tasks.flatMap((task) => task.reads).sort((a, b) => a.rows - b.rows);
  const reads = new Map(read.map((one) => [one.kind, one]));
  const body = await compose({
    tenant: tenant.name,
    baseUrl: tenant.baseUrl,
    // All was judged together while planning; what is applied at a time is a part of it.
    guards: { ...tenant.guards, rules: [] },
    services: tenant.services,
    at: Math.min(...tasks.map(({ at }) => Date.parse(at))),
    planned: kinds.map((kind) => ({ kind, changes: ofKind(kind, changes) })),
    kinds,
    reads: [...reads.values()],
    readSeconds: 0,
    settled: [],
    unlisted: [],
    agreed: tasks.flatMap(({ agreed }) => agreed),
    diagnostics: [],
  });
  return sealed(body);
}

/** As a plan has them: objects by address, and one-shots, which have an order of their own, behind them. */
function inOrder(changes: readonly Change[]): Change[] {
  return [...changes.filter((one) => !isRun(one)).sort(byAddress), ...changes.filter(isRun)];
}

/** Why nothing was begun: a guard's own words where one refuses the plan. */
function refusedWith(failure: Parameters<typeof asDiagnostic>[0], plan: Plan): Result<Applied> {
  const refusals = plan.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'refusal');
  const [first] = refusals;
  if (first === undefined) return { ok: false, error: failure };
  const { code, summary, why, next } = first;
  return { ok: false, error: { code, reason: failure.reason, summary, why, next } };
}

/** How each object ended that did not come through: in the worst state of its steps. */
function endsIn({ outcomes }: RunReport, { steps }: Plan): ReadonlyMap<Address, End> {
  const byStep = new Map(outcomes.map((outcome) => [outcome.step, outcome]));
  const ends = new Map<Address, End>();
  for (const step of steps.filter(({ id }) => !cameThrough(byStep.get(id))))
    for (const [address, end] of endsOf(step, byStep.get(step.id))) {
      if (end.state === 'applied') continue;
      const known = ends.get(address);
      if (known === undefined || worstFirst.indexOf(end.state) < worstFirst.indexOf(known.state))
        ends.set(address, end);
    }
  return ends;
}

const cameThrough = (outcome: StepOutcome | undefined): boolean =>
  outcome?.state === 'applied' &&
  outcome.failed.length + outcome.unknown.length + (outcome.ends?.length ?? 0) === 0;
