// A journal as a run: its plan, and the last word on each step. An intent takes back an earlier outcome of its
// step, so a step whose last word is `sent` was in flight; what was not sent after all takes back the intent.

import type { State } from '../model/change.ts';
import { beginning, type Known } from '../model/follow.ts';
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
  /** By step id: what is known of the work that goes on after its request. */
  readonly known: ReadonlyMap<string, Known>;
}

/** The run of a journal; null where it holds none (nothing was written yet). */
export function runOf(entries: readonly Entry[]): Run | null {
  const [begin] = entries;
  if (begin?.entry !== 'begin') return null;
  const last = new Map<string, 'sent' | StepOutcome>();
  const outcomes: StepOutcome[] = [];
  const known = new Map<string, Map<string, State | null>>();
  const wordBefore = new Map<string, 'sent' | StepOutcome | undefined>();
  for (const entry of entries) {
    if (entry.entry === 'intent') {
      wordBefore.set(entry.step, last.get(entry.step));
      last.set(entry.step, 'sent');
      known.set(entry.step, new Map([[beginning, null]]));
    }
    if (entry.entry === 'unsent' && entry.call !== undefined) known.get(entry.step)?.delete(entry.call);
    else if (entry.entry === 'unsent') {
      const word = wordBefore.get(entry.step);
      if (word === undefined) last.delete(entry.step);
      else last.set(entry.step, word);
    }
    if (entry.entry === 'call') known.get(entry.step)?.set(entry.call, null);
    if (entry.entry === 'told') known.get(entry.step)?.set(entry.call, entry.fact);
    if (entry.entry !== 'outcome') continue;
    last.set(entry.outcome.step, entry.outcome);
    outcomes.push(entry.outcome);
  }
  const ended = entries.some(({ entry }) => entry === 'end');
  return { plan: begin.plan, startedAt: begin.at, owner: begin.owner, ended, last, outcomes, known };
}

export function asUnfinished({ plan, startedAt, owner, last, known }: Run): Unfinished {
  const having = (word: 'sent' | undefined): readonly Step[] =>
    plan.steps.filter(({ id }) => last.get(id) === word);
  const outcomes = [...last.values()].filter((word) => word !== 'sent');
  return { plan, startedAt, owner, inFlight: having('sent'), left: having(undefined), outcomes, known };
}
