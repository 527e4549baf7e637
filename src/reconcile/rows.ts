// All rows of one read. A read ends, whatever the server gives: at a bound of rows, and between two pages where it is cut.

import { tooManyRows } from '../api/failures.ts';
import type { Reader } from '../api/port.ts';
import { callName, type Read } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Clock } from './shapes.ts';

/** More than any execution has users, and little enough to be held. */
const mostRows = 1_000_000;
/** So many milliseconds a read has at least: one that is begun when the time is over still brings several pages. */
const leastMs = 60_000;

/** What ends a read before its last page. One page is always taken, and an empty one is the last anyway. */
export interface Cut {
  readonly stop: AbortSignal;
  readonly clock: Clock;
  /** On that clock. */
  readonly deadline: number;
}

/** The rows of all pages; the first failure ends it, and a read that was cut is one. */
export async function readRows(reader: Reader, read: Read, cut?: Cut): Promise<Result<readonly unknown[]>> {
  const isCut = cut === undefined ? () => null : cutter(cut);
  const rows: unknown[] = [];
  let pages = 0;
  for await (const page of reader.pages(read)) {
    if (!page.ok) return page;
    const why = pages > 0 && page.value.length > 0 ? isCut() : null;
    if (why !== null) return err(cutShort(read, why));
    for (const row of page.value) rows.push(row);
    pages += 1;
    if (rows.length > mostRows) return err(tooManyRows(read.request, { rows: rows.length, pages }));
  }
  return ok(rows);
}

/** Says, each time it is asked, why the read ends here; null: it goes on. */
function cutter({ stop, clock, deadline }: Cut): () => string | null {
  const end = Math.max(deadline, clock.now() + leastMs);
  return () => (stop.aborted ? 'trueup was asked to stop' : clock.now() >= end ? 'its time was over' : null);
}

function cutShort({ request }: Read, why: string): Failure {
  return {
    code: 'api.cut-short',
    reason: 'unreadable',
    summary: `not all pages of ${callName(request)} were read`,
    why,
    next: 'run it again; with --wait it takes more time',
    where: { call: callName(request) },
  };
}
