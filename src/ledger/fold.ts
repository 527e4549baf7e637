// What a run adds to what is remembered. Pure, and folding a journal twice gives what folding it once gives: a crash
// between writing ledger.json and moving the journal away costs nothing. What surely came through is credited, nothing
// else; a one-shot that may have come through is in doubt, never owed.

import { type Address, addressOf, keyOf, kindOf } from '../model/address.ts';
import { isRun, notRun, resolvedKey, runKey, type State } from '../model/change.ts';
import type { Entry } from '../model/journal.ts';
import { oncePer } from '../model/once-per.ts';
import type { Agreed, PlannedChange, Step } from '../model/plan.ts';
import type { RunEnd, StepOutcome } from '../model/run.ts';
import { type Draft, draftOf } from './draft.ts';
import { type Run, runOf } from './run.ts';
import { type Remembered, removed } from './state.ts';

type Fate = 'applied' | 'refused' | 'in_doubt' | 'untouched';
type Fates = (address: Address) => Fate;

/**
 * What became of one object of a step. Where a step failed or is in doubt and names no object, that holds for all of
 * them; where it names some, the others came through.
 */
function fatesOf({ state, failed, unknown }: StepOutcome): Fates {
  const refused = new Set(failed.map(({ address }) => address));
  const doubtful = new Set(unknown);
  const named = refused.size + doubtful.size > 0;
  return (address) => {
    if (state === 'not_attempted') return 'untouched';
    if (refused.has(address)) return 'refused';
    if (doubtful.has(address)) return 'in_doubt';
    if (state === 'applied' || named) return 'applied';
    return state === 'failed' ? 'refused' : 'in_doubt';
  };
}

/** As `fatesOf`, for a one-shot: any doubt about its step is doubt about it. */
function fateOfRun(word: 'sent' | StepOutcome | undefined, address: Address): Fate {
  if (word === undefined) return 'untouched';
  if (word === 'sent') return 'in_doubt';
  const fate = fatesOf(word)(address);
  return word.state === 'in_doubt' && fate === 'applied' ? 'in_doubt' : fate;
}

/** What a step sets of a state; one object for one state, which most changes share. */
function only(fields: readonly string[] | null): (after: State) => State {
  if (fields === null) return (after) => after;
  return oncePer((after) =>
    Object.fromEntries(Object.entries(after).filter(([field]) => fields.includes(field))),
  );
}

function creditObjects(draft: Draft, run: Run, changes: ReadonlyMap<Address, PlannedChange>): void {
  const steps = new Map(run.plan.steps.map((step) => [step.id, step]));
  for (const outcome of run.outcomes) {
    const step = steps.get(outcome.step);
    if (step === undefined) continue;
    const [fateOf, partOf] = [fatesOf(outcome), only(step.fields)];
    for (const address of step.changes) {
      const change = changes.get(address);
      if (change === undefined || isRun(change) || fateOf(address) !== 'applied') continue;
      if (change.after === null) draft.put(kindOf(address), keyOf(address), removed);
      else draft.merge(kindOf(address), keyOf(address), partOf(change.after));
    }
  }
}

function creditRun(draft: Draft, run: Run, address: Address, after: State, steps: readonly Step[]): void {
  for (const step of steps) {
    const word = run.last.get(step.id);
    const end = typeof word === 'object' ? endsOf(word)?.get(address) : undefined;
    if (end !== undefined) {
      creditEnd(draft, end, after);
      continue;
    }
    const fate = fateOfRun(word, address);
    if (fate === 'applied') draft.ran(address, after);
    else if (fate === 'in_doubt') draft.doubt(address, after);
    else if (run.ended && step.depends_on.some((id) => mayBeApplied(run.last.get(id)))) draft.owe(address);
  }
}

/** The ends of an outcome by address; undefined where its work did not go on after the answer. */
const endsOf = oncePer(
  ({ ends }: StepOutcome): ReadonlyMap<Address, RunEnd> | undefined =>
    ends && new Map(ends.map((end) => [end.address, end])),
);

/** What is kept of a one-shot stays in doubt where its outcome is not known; what was not begun changes nothing. */
function creditEnd(draft: Draft, { address, state, remember }: RunEnd, after: State): void {
  if (remember !== null) draft.ran(address, remember);
  if (state === 'unknown') draft.doubt(address, after);
}

/** What was found ends a doubt; where a later run has ended it by now, that one is right. */
function creditFound(draft: Draft, address: Address, after: State): void {
  if (!draft.isOpen(address)) return;
  draft.ran(address, after);
  if (after[runKey] === notRun) draft.owe(address);
  if (after[resolvedKey] === 'execution') draft.doubt(address, after);
}

/** What was found to agree; of a one-shot it ends the doubt. */
function creditAgreed(draft: Draft, { kind, after, keys }: Agreed): void {
  for (const key of keys)
    if (runKey in after) creditFound(draft, addressOf(kind, key), after);
    else draft.merge(kind, key, after);
}

/** A change in doubt may be in force: what follows from it must not be forgotten. */
const mayBeApplied = (word: 'sent' | StepOutcome | undefined): boolean =>
  typeof word === 'object' && (word.state === 'applied' || word.state === 'in_doubt');

function stepsByAddress(all: readonly Step[]): ReadonlyMap<Address, readonly Step[]> {
  const steps = new Map<Address, Step[]>();
  for (const step of all)
    for (const address of step.changes) steps.set(address, [...(steps.get(address) ?? []), step]);
  return steps;
}

/** What is remembered after these entries of one journal; `before` where they hold no run. */
export function fold(before: Remembered, entries: readonly Entry[]): Remembered {
  const run = runOf(entries);
  if (run === null) return before;
  const draft = draftOf(before);
  for (const agreed of run.plan.agreed) creditAgreed(draft, agreed);
  creditObjects(draft, run, new Map(run.plan.changes.map((change) => [change.address, change])));
  const runs = run.plan.changes.filter(isRun);
  if (runs.length === 0) return draft.done();
  const steps = stepsByAddress(run.plan.steps);
  for (const { address, after } of runs)
    if (after !== null) creditRun(draft, run, address, after, steps.get(address) ?? []);
  return draft.done();
}
