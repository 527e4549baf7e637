// The progress of an apply on stderr: one line that is rewritten on a terminal, one line for each event that
// matters elsewhere. Counts objects, not calls.

import type { Plan } from '../model/plan.ts';
import type { StepOutcome } from '../model/run.ts';
import type { ApplyEvent } from '../reconcile/context.ts';
import { renderProgress } from '../report/progress.ts';
import type { Io } from './io.ts';

export interface ProgressLine {
  readonly onEvent: (event: ApplyEvent) => void;
  readonly end: () => void;
}

export function progressLine(plan: Plan, io: Io, now: () => number): ProgressLine {
  const total = plan.steps.reduce((sum, { changes }) => sum + changes.length, 0);
  const startedAt = now();
  let [done, failed, left, label] = [0, 0, 0, 'reading'];
  const waiting = waitingTexts();
  const draw = (): void => {
    if (!io.live) return;
    const shown = { done, total, failed, left, label: waiting.newest() ?? label, startedAt, now: now() };
    process.stderr.write(`\r\u001b[K${renderProgress(shown, io.width)}`);
  };
  const onEvent = (event: ApplyEvent): void => {
    if (event.event === 'checking') label = 'checking';
    if (event.event === 'verifying') label = 'verifying';
    if (event.event === 'start') label = event.step.operation;
    if (event.event === 'settled')
      io.note(`An apply that began at ${event.startedAt} had not ended; what was in flight was read back.`);
    if (event.event === 'waiting') {
      const text = `${event.step.operation}: ${event.says}`;
      if (waiting.isNew(event.step.id, text) && !io.live) io.note(text);
    }
    if (event.event === 'end') {
      waiting.ended(event.step.id);
      done += event.step.changes.length;
      failed += failedIn(event.outcome);
      left += leftIn(event.outcome, event.step.changes.length);
    }
    draw();
  };
  return { onEvent, end: () => (io.live ? void process.stderr.write('\r\u001b[K') : undefined) };
}

/** What each step under way waits for; a poll that finds the same again is nothing new. */
function waitingTexts() {
  const texts = new Map<string, string>();
  return {
    isNew: (step: string, text: string): boolean => {
      const known = texts.get(step);
      // Last in the map is what was heard last.
      texts.delete(step);
      texts.set(step, text);
      return known !== text;
    },
    ended: (step: string): void => void texts.delete(step),
    newest: (): string | undefined => [...texts.values()].at(-1),
  };
}

const failedIn = ({ state, failed, unknown }: StepOutcome): number =>
  state === 'applied' ? 0 : failed.length + unknown.length;

/** What was not attempted, or not begun though its step was. */
function leftIn({ state, ends = [] }: StepOutcome, changes: number): number {
  return state === 'not_attempted' ? changes : ends.filter((end) => end.state === 'left').length;
}
