// The progress of an apply on stderr: one line that is rewritten on a terminal, one line for each event that
// matters elsewhere. Counts objects, not calls.

import type { Plan } from '../model/plan.ts';
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
  let [done, failed, label] = [0, 0, 'reading'];
  const draw = (): void => {
    if (io.live)
      process.stderr.write(
        `\r\u001b[K${renderProgress({ done, total, failed, label, startedAt, now: now() }, io.width)}`,
      );
  };
  const onEvent = (event: ApplyEvent): void => {
    if (event.event === 'checking') label = 'checking';
    if (event.event === 'verifying') label = 'verifying';
    if (event.event === 'start') label = event.step.operation;
    if (event.event === 'settled')
      io.note(`An apply that began at ${event.startedAt} had not ended; what was in flight was read back.`);
    if (event.event === 'end') {
      done += event.step.changes.length;
      failed +=
        event.outcome.state === 'applied' ? 0 : event.outcome.failed.length + event.outcome.unknown.length;
    }
    draw();
  };
  return { onEvent, end: () => (io.live ? void process.stderr.write('\r\u001b[K') : undefined) };
}
