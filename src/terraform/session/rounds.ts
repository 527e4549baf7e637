// The plan of what is carried out together. Where it can be foreseen it is made while Terraform still works. One guess is
// made for a round: making a plan holds up whatever else Terraform asks.

import { byAddress } from '../../engine/assemble.ts';
import { sealed } from '../../engine/fingerprint.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import { type Change, isRun } from '../../model/change.ts';
import type { Agreed, Plan, ReadReport } from '../../model/plan.ts';
import { byKind, compose } from '../../reconcile/compose.ts';
import { together } from './fields.ts';
import type { Tenant } from './tenant.ts';

/** What was planned for one resource, as its planned private data holds it. */
export interface Task {
  /** When it was planned, ISO 8601. */
  readonly at: string;
  readonly changes: readonly Change[];
  readonly agreed: readonly Agreed[];
  readonly reads: readonly ReadReport[];
}

/** Whether there is nothing to carry out, nor to write down. */
export const isIdle = ({ changes, agreed }: Task): boolean => changes.length + agreed.length === 0;

type Tasks = readonly Task[];

export interface Rounds {
  /** Makes the plan of those that are likely to be the next round. */
  readonly foresee: (tasks: Tasks) => Promise<void>;
  readonly planOf: (tasks: Tasks) => Promise<Plan>;
  /** A round has ended: what was foreseen did not know what it has done. */
  readonly ended: () => void;
}

interface Foreseen {
  readonly tasks: Tasks;
  readonly plan: Promise<Plan>;
}

export function rounds(tenant: Tenant): Rounds {
  let foreseen: Foreseen | null = null;
  return {
    foresee: async (tasks) => {
      foreseen ??= { tasks, plan: roundPlan(tasks, tenant) };
      await foreseen.plan;
    },
    planOf: (tasks) =>
      foreseen !== null && areSame(foreseen.tasks, tasks) ? foreseen.plan : roundPlan(tasks, tenant),
    ended: () => {
      foreseen = null;
    },
  };
}

const areSame = (some: Tasks, others: Tasks): boolean =>
  some.length === others.length && others.every((task) => some.includes(task));

/** What earlier rounds have carried out is left out: two resources may want the same of an object. */
async function roundPlan(tasks: Tasks, tenant: Tenant): Promise<Plan> {
  const all = together(tasks.map((task) => task.changes));
  const left = tenant.done.left(all);
  // Those of one task are in the order of the plan that it was a part of.
  const changes = tasks.length > 1 ? inOrder(left) : left;
  const own = byKind(changes);
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
    planned: kinds.map((kind) => ({ kind, changes: own(kind) })),
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
