// desired + live + ledger -> plan. Reads only: it is given a Reader and cannot write, by type.

import type { Reader } from '../api/port.ts';
import { assemble, byAddress, type Parts } from '../engine/assemble.ts';
import { compile, order } from '../engine/compile.ts';
import { guard } from '../engine/guard.ts';
import type { Address } from '../model/address.ts';
import type { Policy } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import { choose } from './choose.ts';
import { estimate } from './cost.ts';
import { findings, judgeOf } from './findings.ts';
import { observe } from './observe.ts';
import { probe } from './probe.ts';
import { type Services, servicesOf } from './services.ts';
import { type Clock, isoTime, type Wanted } from './shapes.ts';

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
  /** Address globs; empty: everything. */
  readonly targets: readonly string[];
}

/** How long a saved plan may be applied, in milliseconds: 7 days, the life of a pull request. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

/** A plan, or why the live state could not be read whole. A plan with errors or refusals is a plan: apply refuses it. */
export async function plan(input: PlanInput): Promise<Result<Plan>> {
  const { clock, reader, memory, guards, tenant, baseUrl } = input;
  const started = clock.now();
  const observed = await observe(input.managed, reader, memory);
  if (!observed.ok) return observed;
  const readSeconds = (clock.now() - started) / 1000;
  const seen = observed.value;
  const reads = seen.map(({ read }) => read);
  const policy: Policy = { protectedAccounts: guards.protectedAccounts };
  const chosen = seen.map((one) => choose(one, input.targets));
  const probed = await probe(chosen, reader, guards.lockoutCalls);
  const changes = probed.planned.flatMap((part) => part.changes);
  const steps = order(probed.planned.flatMap((part) => compile(part.kind, part.changes, policy)));
  const services = servicesOf(steps, input.services);
  const diagnostics = [
    ...findings(input, seen, chosen),
    ...probed.diagnostics,
    ...services.diagnostics,
    ...guard({ changes, steps, reads }, guards),
  ];
  const kinds = seen.map(({ managed }) => managed.kind);
  const parts: Parts = {
    tenant,
    base_url: baseUrl,
    ...services.used,
    created_at: isoTime(clock),
    expires_at: isoTime({ now: () => clock.now() + lifetime }),
    changes,
    steps,
    settled: seen.flatMap(({ settled }) => settled).sort(byAddress),
    unlisted: seen.flatMap(({ unlisted }) => unlisted).sort(byAddress),
    agreed: seen.flatMap(({ agreed }) => agreed),
    diagnostics,
    reads,
    cost: estimate({ changes, steps, reads }, kinds, readSeconds),
  };
  return ok(assemble(parts, await judgeOf(guards)));
}
