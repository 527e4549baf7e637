// desired + live + ledger -> plan. Reads only: it is given a Reader and cannot write, by type.

import type { Reader } from '../api/port.ts';
import { assemble, byAddress, type Judge, type Parts } from '../engine/assemble.ts';
import { compile, order } from '../engine/compile.ts';
import { guard } from '../engine/guard.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import { estimate } from './cost.ts';
import { inDoubt } from './doubt.ts';
import { observe, type Seen } from './observe.ts';
import { type Planned, probe } from './probe.ts';
import { type Services, servicesOf } from './services.ts';
import { type Clock, isoTime, type Wanted } from './shapes.ts';
import { isTargeted, targeted } from './targets.ts';

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

/** What is to be said before the plan is judged: of the files, of what was seen, of what is in doubt, of the targets. */
function findings(
  { diagnostics, memory, targets, underWay }: PlanInput,
  seen: readonly Seen[],
  chosen: readonly Chosen[],
): Diagnostic[] {
  const agreed = seen.flatMap((one) => one.agreed);
  const all = chosen.flatMap((one) => one.all);
  return [
    ...diagnostics,
    ...seen.flatMap((one) => one.diagnostics),
    ...inDoubt(memory, agreed, underWay),
    ...targeted(targets, all),
  ];
}

/** The evaluator of rules is loaded only where there are any. */
async function judgeOf({ rules }: PlanInput['guards']): Promise<Judge> {
  if (rules.length === 0) return () => [];
  const { judge } = await import('../engine/rules.ts');
  return (body) => judge(body, rules);
}

/** The changes that are planned, of all that there are. */
interface Chosen extends Planned {
  readonly all: readonly Change[];
}

function choose({ managed, changes, runs }: Seen, targets: PlanInput['targets']): Chosen {
  const wanted = (change: Change): boolean => isTargeted(targets, change);
  const own = changes.filter(wanted).sort(byAddress);
  // What follows from a targeted change goes with it; what is owed from before must be targeted itself.
  const following = runs(own);
  const chosen = following.filter((run) => own.length > 0 || wanted(run));
  const addresses = new Set(chosen.map(({ address }) => address));
  // A part goes with its whole, or not at all.
  const whole = chosen.filter(({ part_of: of }) => of === undefined || addresses.has(of));
  const planned = [...own, ...whole];
  return { kind: managed.kind, changes: planned, all: [...changes, ...following] };
}
