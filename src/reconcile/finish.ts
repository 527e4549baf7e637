// The end of a run: verify what came through, write the end to the journal, fold it into the ledger. A run that
// was stopped, or whose journal broke, stays open: the next apply settles and verifies it, `--resume` carries it on.

import type { Ledger } from '../ledger/port.ts';
import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { RunReport, StepOutcome } from '../model/run.ts';
import type { Run } from './context.ts';
import type { Executed } from './execute.ts';
import { unverified } from './failures.ts';
import { runReport } from './run-report.ts';
import { isoTime } from './shapes.ts';
import { carriedOut, type Verified, verify } from './verify.ts';

/** When this process took the run up, and the API calls made before: a report tells of its own calls only. */
export interface Begun {
  readonly at: string;
  readonly requests: number;
}

export function beginning({ clock, reader }: Pick<Run, 'clock' | 'reader'>): Begun {
  return { at: isoTime(clock), requests: reader.requests() };
}

export async function finish(
  run: Run,
  ledger: Ledger,
  { outcomes, underWay = [], halt, broken }: Executed,
  begun: Begun,
): Promise<RunReport> {
  const stopped = run.stop.aborted && outcomes.length < run.plan.steps.length;
  const open = stopped || broken !== null;
  const seen = open ? ok(unseen) : await verifyAll(run, outcomes);
  const problems = [broken, halt, seen.ok ? null : seen.error].filter((one) => one !== null);
  const report = (failures: readonly Failure[]): RunReport =>
    runReport({
      plan: run.plan,
      named: ledger.named,
      outcomes,
      underWay,
      ...(seen.ok ? seen.value : unseen),
      problems: failures,
      stopped,
      startedAt: begun.at,
      endedAt: isoTime(run.clock),
      requests: run.reader.requests() - begun.requests,
    });
  if (open) return report(problems);
  const unclosed = await close(run, ledger, report(problems));
  return report(unclosed === null ? problems : [unclosed, ...problems]);
}

const unseen: Verified = { residual: [], verified: [] };

async function verifyAll(run: Run, outcomes: readonly StepOutcome[]): Promise<Result<Verified>> {
  const done = carriedOut(run, outcomes);
  run.onEvent({ event: 'verifying', objects: done.length });
  const seen = await verify(run, done);
  return seen.ok ? seen : err(unverified(seen.error));
}

/** The failure to write the end down, if there was one. */
async function close(run: Run, ledger: Ledger, { reason }: RunReport): Promise<Failure | null> {
  const ended = await run.journal.append({ entry: 'end', at: isoTime(run.clock), reason });
  if (!ended.ok) return ended.error;
  const folded = await ledger.close();
  return folded.ok ? null : folded.error;
}

/** A plan that asks for nothing, and has nothing to remember, leaves no trace in the ledger. */
export function nothingToDo(
  { plan, clock, reader }: Pick<Run, 'plan' | 'clock' | 'reader'>,
  begun: Begun,
): RunReport {
  return runReport({
    plan,
    // Nothing is under way.
    named: '',
    outcomes: [],
    ...unseen,
    problems: [],
    stopped: false,
    startedAt: begun.at,
    endedAt: isoTime(clock),
    requests: reader.requests() - begun.requests,
  });
}
