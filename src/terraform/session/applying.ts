// Carries out what Terraform wants applied: changes of several resources that arrive together are one plan, compiled,
// ordered, journalled and verified as the command's are; between those that do not, depends_on keeps an order. Each
// resource is told what became of its objects.

import { kinds } from '../../kinds/registry.gen.ts';
import { type Address, addressOf } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import type { Memory } from '../../model/memory.ts';
import type { Plan } from '../../model/plan.ts';
import { ok, type Result } from '../../model/result.ts';
import type { RunReport, StepOutcome } from '../../model/run.ts';
import { apply } from '../../reconcile/apply.ts';
import type { ApplyEvent, ApplyInput } from '../../reconcile/context.ts';
import { type End, endsOf, worstFirst } from '../../report/run-ends.ts';
import type { Context } from '../plugin/handlers.ts';
import type { Fields } from '../plugin/log.ts';
import { queue } from './queue.ts';
import { lock, untilWritten } from './reading.ts';
import { type Rounds, rounds, type Task } from './rounds.ts';
import type { Tenant } from './tenant.ts';

/** Who was told a plan, and is likely to come with it. */
interface Coming {
  readonly expects: () => boolean;
  readonly dismiss: () => void;
  /** Milliseconds since 1970: when somebody was told a plan last; another one may be about to be. */
  readonly toldAt: () => number;
  /** Milliseconds since 1970: when this process has planned last; 0: it has not. */
  readonly plannedAt: () => number;
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
/** What was read so many milliseconds ago, and since the plan, is not looked at again before it is compared with it. */
const freshMs = 10_000;
/** How long work that goes on after an answer is waited for, in milliseconds. */
const waitMs = 15 * 60_000;

export interface Applier {
  readonly apply: (task: Task) => Promise<Result<Applied>>;
  readonly foresee: Rounds['foresee'];
}

/**
 * @param context aborts when Terraform wants to stop; null: nothing stops it, and nothing is logged
 * @param coming whether Terraform is about to have more applied
 */
export function applier(tenant: Tenant, context: Context | null, coming: Coming): Applier {
  const { planOf, foresee, ended } = rounds(tenant);
  const round = async (tasks: readonly Task[]): Promise<readonly Result<Applied>[]> => {
    tenant.reader.forget(Math.min(freshMs, tenant.clock.now() - coming.plannedAt()));
    const plan = await planOf(tasks);
    const report = await apply(plan, inputOf(tenant, context)).finally(() => tenant.reader.forget());
    const applied = report.ok ? await appliedOf(report.value, plan, tenant) : refusedWith(report.error, plan);
    if (applied.ok)
      for (const change of plan.changes)
        if (!applied.value.ends.has(change.address)) tenant.done.note(change);
    return tasks.map(() => applied);
  };
  const gather = async (): Promise<void> => {
    const isQuiet = (): boolean => tenant.clock.now() - coming.toldAt() >= pause.ms;
    for (let i = 0; i < pause.times && (coming.expects() || !isQuiet()); i++)
      await tenant.clock.sleep(pause.ms);
    coming.dismiss();
  };
  return { apply: queue((tasks) => round(tasks).finally(ended), gather), foresee };
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

/** Why nothing was begun: a guard's own words where one refuses the plan. */
function refusedWith(failure: Failure, plan: Plan): Result<Applied> {
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
