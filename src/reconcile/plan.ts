// desired + live + ledger -> plan. Reads only: it is given a Reader and cannot write, by type.

import type { Reader } from '../api/port.ts';
import { sealed } from '../engine/fingerprint.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan, PlanBody } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import { choose } from './choose.ts';
import { compose } from './compose.ts';
import { findings } from './findings.ts';
import { observe } from './observe.ts';
import { probe } from './probe.ts';
import type { Services } from './services.ts';
import type { Clock, Wanted } from './shapes.ts';

export interface PlanInput extends Wanted {
  readonly tenant: string;
  readonly baseUrl: string;
  readonly reader: Reader;
  readonly memory: Memory;
  readonly clock: Clock;
  /** Where the servers beside Identity360 are, or why they cannot be called. */
  readonly services?: Services;
  /** One-shots that an unfinished run has under way. */
  readonly underWay?: ReadonlySet<Address>;
  /** What the same run has carried out already; it counts where the plan is judged. */
  readonly done?: readonly Change[];
  /** Address globs; empty: everything. */
  readonly targets: readonly string[];
}

/** A plan, or why the live state could not be read whole. A plan with errors or refusals is a plan: apply refuses it. */
export async function plan(input: PlanInput): Promise<Result<Plan>> {
  const body = await planBody(input);
  return body.ok ? ok(sealed(body.value)) : body;
}

/** The same without the hash that names it: for who shows it, and applies what becomes of it as another plan. */
export async function planBody(input: PlanInput): Promise<Result<PlanBody>> {
  const { clock, reader, memory, guards, tenant, baseUrl, services } = input;
  const started = clock.now();
  const observed = await observe(input.managed, reader, memory);
  if (!observed.ok) return observed;
  const readSeconds = (clock.now() - started) / 1000;
  const seen = observed.value;
  const chosen = seen.map((one) => choose(one, input.targets));
  const probed = await probe(chosen, reader, guards.lockoutCalls);
  const made = await compose({
    tenant,
    baseUrl,
    guards,
    ...(services && { services }),
    ...(input.done && { done: input.done }),
    at: clock.now(),
    planned: probed.planned,
    kinds: seen.map(({ managed }) => managed.kind),
    reads: seen.map(({ read }) => read),
    readSeconds,
    settled: seen.flatMap(({ settled }) => settled),
    unlisted: seen.flatMap(({ unlisted }) => unlisted),
    agreed: seen.flatMap(({ agreed }) => agreed),
    diagnostics: [...findings(input, seen, chosen), ...probed.diagnostics],
  });
  return ok(made);
}
