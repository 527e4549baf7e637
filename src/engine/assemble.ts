// Puts the body of a plan together: summary, rules, reason. The same input gives the same plan, to the byte.

import { type Action, actionOf, type Change, type State } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { asBefore } from '../model/once-per.ts';
import { type PlanBody, type PlannedChange, planFormat, type Step, type Summary } from '../model/plan.ts';

export type Parts = Omit<PlanBody, 'format' | 'reason' | 'summary' | 'changes'> & {
  readonly changes: readonly Change[];
};

/** What the tenant's own rules say of a plan that is whole but for them. */
export type Judge = (plan: Omit<PlanBody, 'reason'>) => readonly Diagnostic[];

export function assemble(parts: Parts, judge: Judge = () => []): PlanBody {
  const action = asBefore((before: State | null, after: State | null) => actionOf({ before, after }));
  const changes = parts.changes.map((change) => withAction(change, action(change.before, change.after)));
  const whole = { ...parts, format: planFormat, summary: summarise(changes), changes } as const;
  const diagnostics = [...parts.diagnostics, ...judge(whole)];
  return { ...whole, diagnostics, reason: reasonOf(diagnostics, parts.steps) };
}

/** One that was a part of a plan before has its action already. */
const withAction = (change: Change | PlannedChange, action: Action): PlannedChange =>
  'action' in change && change.action === action ? change : { action, ...change };

function reasonOf(diagnostics: readonly Diagnostic[], steps: readonly Step[]): PlanBody['reason'] {
  if (diagnostics.some(({ severity }) => severity === 'error')) return 'error';
  if (diagnostics.some(({ severity }) => severity === 'refusal')) return 'refused';
  return steps.length === 0 ? 'done' : 'changes';
}

function summarise(changes: readonly PlannedChange[]): Summary {
  const summary = { add: 0, change: 0, remove: 0, run: 0, none: 0 };
  for (const { action } of changes) summary[action] += 1;
  const { none: _none, ...counted } = summary;
  return counted;
}

/** Addresses in a stable order: shorter ids before longer ones, so that numeric ids count up. */
export function byAddress(a: { readonly address: string }, b: { readonly address: string }): number {
  return a.address.length - b.address.length || (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
}
