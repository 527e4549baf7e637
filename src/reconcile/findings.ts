// What a plan says beside its changes, and who judges it.

import type { Judge } from '../engine/assemble.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { GuardLimits } from '../model/guard.ts';
import type { Chosen } from './choose.ts';
import { inDoubt } from './doubt.ts';
import type { Seen } from './observe.ts';
import type { PlanInput } from './plan.ts';
import { targeted } from './targets.ts';

/** What is to be said before the plan is judged: of the files, of what was seen, of what is in doubt, of the targets. */
export function findings(
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
export async function judgeOf({ rules }: GuardLimits): Promise<Judge> {
  if (rules.length === 0) return () => [];
  const { judge } = await import('../engine/rules.ts');
  return (body) => judge(body, rules);
}
