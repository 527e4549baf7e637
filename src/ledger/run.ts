// A journal as a run: its plan, and the last word on each step. An intent takes back an earlier outcome of its
// step, so a step whose last word is `sent` was in flight.

import type { Entry, Unfinished } from '../model/journal.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { StepOutcome } from '../model/run.ts';

export interface Run {
  readonly plan: Plan;
  readonly startedAt: string;
  readonly owner: string;
  readonly ended: boolean;
  /** By step id; a step that is missing was never begun. */
  readonly last: ReadonlyMap<string, 'sent' | StepOutcome>;
  /** Every outcome in the order it was written, those of a step that was taken up again included. */
  readonly outcomes: readonly StepOutcome[];
}

/** The run of a journal; null where it holds none (nothing was written yet). */
export function runOf(entries: readonly Entry[]): Run | null {
  const [begin] = entries;
  if (begin?.entry !== 'begin') return null;
  const last = new Map<string, 'sent' | StepOutcome>();
  const outcomes: StepOutcome[] = [];
  for (const entry of entries) {
    if (entry.entry === 'intent') last.set(entry.step, 'sent');
    if (entry.entry !== 'outcome') continue;
    last.set(entry.outcome.step, entry.outcome);
    outcomes.push(entry.outcome);
  }
  const ended = entries.some(({ entry }) => entry === 'end');
  return { plan: begin.plan, startedAt: begin.at, owner: begin.owner, ended, last, outcomes };
}

export function asUnfinished({ plan, startedAt, owner, last }: Run): Unfinished {
  const having = (word: 'sent' | undefined): readonly Step[] =>
    plan.steps.filter(({ id }) => last.get(id) === word);
  const outcomes = [...last.values()].filter((word) => word !== 'sent');
  return { plan, startedAt, owner, inFlight: having('sent'), left: having(undefined), outcomes };
}
