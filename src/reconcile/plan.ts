// desired + live + ledger -> plan. Reads only: it is given a Reader and cannot write, by type.

import type { Reader } from '../api/port.ts';
import { assemble, byAddress, type Judge } from '../engine/assemble.ts';
import { compile, order } from '../engine/compile.ts';
import { guard } from '../engine/guard.ts';
import type { Change } from '../model/change.ts';
import type { Policy } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import { estimate } from './cost.ts';
import { inDoubt } from './doubt.ts';
import { observe, type Seen } from './observe.ts';
import { probe } from './probe.ts';
import { type Clock, isoTime, type Wanted } from './shapes.ts';
import { isTargeted, targeted } from './targets.ts';

export interface PlanInput extends Wanted {
  readonly tenant: string;
  readonly baseUrl: string;
  readonly reader: Reader;
  readonly memory: Memory;
  readonly clock: Clock;
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
  const parts = await Promise.all(seen.map((one) => stepsOf(one, input, policy)));
  const changes = parts.flatMap((part) => part.changes);
  const steps = order(parts.flatMap((part) => part.steps));
  const diagnostics = [
    ...input.diagnostics,
    ...parts.flatMap((part) => part.diagnostics),
    ...inDoubt(memory),
    ...targeted(
      input.targets,
      seen.flatMap((one) => one.changes),
    ),
  ];
  const judge = await judgeOf(guards);
  return ok(
    assemble(
      {
        tenant,
        base_url: baseUrl,
        created_at: isoTime(clock),
        expires_at: isoTime({ now: () => clock.now() + lifetime }),
        changes,
        steps,
        settled: seen.flatMap(({ settled }) => settled).sort(byAddress),
        unlisted: seen.flatMap(({ unlisted }) => unlisted).sort(byAddress),
        agreed: seen.flatMap(({ agreed }) => agreed),
        diagnostics: [...diagnostics, ...guard({ changes, steps, reads }, guards)],
        reads,
        cost: estimate(
          steps,
          seen.map(({ managed }) => managed.kind),
          reads,
          readSeconds,
        ),
      },
      judge,
    ),
  );
}

/** The evaluator of rules is loaded only where there are any. */
async function judgeOf({ rules }: PlanInput['guards']): Promise<Judge> {
  if (rules.length === 0) return () => [];
  const { judge } = await import('../engine/rules.ts');
  return (body) => judge(body, rules);
}

async function stepsOf({ managed, changes, context, diagnostics }: Seen, input: PlanInput, policy: Policy) {
  const { kind, prepared } = managed;
  const wanted = (change: Change): boolean => isTargeted(input.targets, change);
  const own = changes.filter(wanted).sort(byAddress);
  const probed = await probe(kind, own, input.reader, input.guards.lockoutCalls);
  // What follows from a targeted change goes with it; what is owed from before must be targeted itself.
  const runs = prepared.runs(own, input.memory, context);
  const all = [...probed.changes, ...runs.filter((run) => own.length > 0 || wanted(run))];
  return {
    changes: all,
    steps: compile(kind, all, policy),
    diagnostics: [...diagnostics, ...probed.diagnostics],
  };
}
