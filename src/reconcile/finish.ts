// The end of a run: verify what came through, write the end to the journal, fold it into the ledger. A run that
// was stopped, or whose journal broke, stays open: the next apply settles it, `--resume` carries it on.

import type { Ledger } from '../ledger/port.ts';
import type { Failure } from '../model/failure.ts';
import type { RunReport } from '../model/run.ts';
import type { Run } from './context.ts';
import type { Executed } from './execute.ts';
import { runReport } from './run-report.ts';
import { isoTime } from './shapes.ts';
import { carriedOut, residualOf } from './verify.ts';

export async function finish(
  run: Run,
  ledger: Ledger,
  { outcomes, halt, broken }: Executed,
  startedAt: string,
): Promise<RunReport> {
  const { plan, clock, reader } = run;
  const done = carriedOut(run, outcomes);
  run.onEvent({ event: 'verifying', objects: done.length });
  const verified = await residualOf(run, done);
  const residual = verified.ok
    ? verified.value
    : done.map(({ address }) => ({ address, why: `it could not be read again: ${verified.error.summary}` }));
  const left = plan.steps.length - outcomes.length;
  const stopped = run.stop.aborted && left > 0;
  const report = (problem: Failure | null): RunReport =>
    runReport({
      plan,
      outcomes,
      residual,
      halt: problem,
      stopped,
      startedAt,
      endedAt: isoTime(clock),
      requests: reader.requests(),
    });
  if (stopped || broken !== null) return report(broken ?? halt);
  const closed = await close(run, ledger, report(halt));
  return report(closed ?? halt);
}

/** The failure to write the end down, if there was one. */
async function close(run: Run, ledger: Ledger, { reason }: RunReport): Promise<Failure | null> {
  const ended = await run.journal.append({ entry: 'end', at: isoTime(run.clock), reason });
  if (!ended.ok) return ended.error;
  const folded = await ledger.close();
  return folded.ok ? null : folded.error;
}
