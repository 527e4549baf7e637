// What became of a plan, in objects: each ends in the worst state of its steps. Grouped like the plan.

import type { Diagnostic } from '../model/diagnostic.ts';
import { exitCodes, type Reason } from '../model/failure.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import { type Bucket, bucketsOf } from './buckets.ts';
import { bySeverity } from './findings.ts';
import { countsOf, type EndState, type Ends, endsOf, worstFirst } from './run-ends.ts';
import { dangerSize, type ObjectView, objectOf, type Sample, sampleOf, type ViewOptions } from './sample.ts';

export interface RunObject extends ObjectView {
  /** The server's own words, why it was not attempted, or what is worth telling; empty where there is nothing to say. */
  readonly message: string;
}

/** The objects of one operation on one part of the files that ended in one state. */
export interface RunGroup {
  readonly kind: string;
  readonly group: string;
  readonly operation: string;
  readonly state: EndState;
  readonly count: number;
  /** False where a step of the group is never sent twice. */
  readonly repeatable: boolean;
  /** Every object where it failed or is in doubt and is never sent again by itself: somebody must see to each. */
  readonly objects: Sample<RunObject>;
  /** What was said of them, the most frequent first; nothing for what has no message. */
  readonly messages: Sample<{ readonly message: string; readonly count: number }>;
}

export interface RunOptions extends ViewOptions {
  /** The options with which a command line finds the ledger, as it says; absent: none are needed. */
  readonly named?: string;
}

export interface RunView {
  readonly named: string;
  readonly plan: string;
  readonly tenant: string;
  readonly reason: Reason;
  readonly exit_code: number;
  readonly seconds: number;
  readonly requests: number;
  /** Objects by how they ended. */
  readonly counts: Readonly<Record<EndState, number>>;
  /** What did not come through first. */
  readonly groups: readonly RunGroup[];
  readonly residual: Sample<RunObject>;
  /** Whether some of it was verified by what the server counts, and not by reading each object or the whole listing. */
  readonly isPushedDown: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The view of an apply's report beside the plan that it carried out. */
export function viewRun(report: RunReport, plan: Plan, options: RunOptions = {}): RunView {
  const outcomes = new Map(report.outcomes.map((outcome) => [outcome.step, outcome]));
  const ends = new Map(plan.steps.map((step) => [step, endsOf(step, outcomes.get(step.id))]));
  return {
    named: options.named ?? '',
    plan: report.plan,
    tenant: report.tenant,
    reason: report.reason,
    exit_code: exitCodes[report.reason],
    seconds: Math.max(0, (Date.parse(report.ended_at) - Date.parse(report.started_at)) / 1000),
    requests: report.requests,
    counts: countsOf(ends.values()),
    groups: runGroups(plan, ends, options),
    residual: sampleOf(report.residual, residualOf(plan), options),
    isPushedDown: report.verified.some(({ how }) => how === 'push-down'),
    diagnostics: bySeverity(report.diagnostics),
  };
}

function runGroups(plan: Plan, ends: ReadonlyMap<Step, Ends>, options: ViewOptions): readonly RunGroup[] {
  const buckets = bucketsOf(plan);
  return worstFirst.flatMap((state) =>
    buckets
      .map((bucket) => runGroup(bucket, state, endedSo(bucket, ends, state), options))
      .filter(({ count }) => count > 0),
  );
}

function runGroup(
  { kind, group, operation, steps }: Bucket,
  state: EndState,
  ended: readonly RunObject[],
  options: ViewOptions,
): RunGroup {
  const repeatable = [...steps].every((step) => step.repeatable);
  const alike = new Set(ended.map(({ message }) => message)).size === 1 && ended.length > dangerSize;
  const each = !repeatable && !alike && (state === 'failed' || state === 'in_doubt');
  return {
    kind,
    group,
    operation,
    state,
    count: ended.length,
    repeatable,
    objects: sampleOf(ended, (object) => object, each ? { all: true } : options),
    messages: messagesOf(ended),
  };
}

function residualOf(plan: Plan): (residual: RunReport['residual'][number]) => RunObject {
  const names = new Map(plan.changes.map(({ address, name }) => [address, name]));
  return ({ address, why }) => ({ ...objectOf({ address, name: names.get(address) ?? '' }), message: why });
}

function messagesOf(objects: readonly RunObject[]): RunGroup['messages'] {
  const counts = new Map<string, number>();
  for (const { message } of objects) {
    if (message !== '') counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a);
  return sampleOf(frequent, ([message, count]) => ({ message, count }), {});
}

function endedSo(bucket: Bucket, ends: ReadonlyMap<Step, Ends>, state: EndState): readonly RunObject[] {
  return [...bucket.steps].flatMap((step) =>
    [...(ends.get(step) ?? [])].flatMap(([address, end]) => {
      const change = bucket.members.get(address);
      if (change === undefined || end.state !== state) return [];
      return [{ ...objectOf(change), message: end.message }];
    }),
  );
}
