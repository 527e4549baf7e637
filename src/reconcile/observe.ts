// Reads the live state, streaming, and compares each row as it passes. A read that does not come through whole
// ends the run: nothing is planned from half a tenant.

import type { Reader } from '../api/port.ts';
import type { Read } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Observer } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import type { Agreed, ReadReport, Settled, Unlisted } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Collector, collector } from './collect.ts';
import { wrongShape } from './failures.ts';
import type { Managed } from './shapes.ts';

/** What was seen of one kind. */
export interface Seen {
  readonly managed: Managed;
  /** One-shots that follow, given the changes of the kind. */
  readonly runs: (changes: readonly Change[]) => readonly Change[];
  readonly changes: readonly Change[];
  readonly settled: readonly Settled[];
  readonly unlisted: readonly Unlisted[];
  readonly agreed: readonly Agreed[];
  readonly diagnostics: readonly Diagnostic[];
  readonly read: ReadReport;
}

/** All kinds, side by side; the first failure ends it. */
export async function observe(
  managed: readonly Managed[],
  reader: Reader,
  memory: Memory,
): Promise<Result<readonly Seen[]>> {
  const results = await Promise.all(managed.map((one) => observeKind(one, reader, memory)));
  const seen: Seen[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    seen.push(result.value);
  }
  return ok(seen);
}

async function observeKind(managed: Managed, reader: Reader, memory: Memory): Promise<Result<Seen>> {
  const { kind, prepared } = managed;
  const observer = prepared.observe(memory);
  const collect = collector(kind, memory);
  let [rows, requests] = [0, 0];
  for (const [i, read] of observer.reads.entries())
    for await (const page of reader.pages(read)) {
      if (!page.ok && read.optional && page.error.status === 404) break;
      if (!page.ok) return err(notTaken(read, page.error));
      const wrong = take(page.value, (raw) => observer.row(raw, i), collect);
      if (wrong) return err(wrongShape(read.request, wrong));
      rows += page.value.length;
      requests += 1;
    }
  const { subjects, unlisted, diagnostics, runs = none, agreed = [] } = observer.finish();
  for (const subject of subjects) collect.add(subject);
  const collected = collect.done();
  return ok({
    ...collected,
    managed,
    runs,
    unlisted,
    agreed: [...collected.agreed, ...agreed],
    diagnostics: [...diagnostics, ...collected.diagnostics],
    read: { kind: kind.name, how: 'whole', rows, requests },
  });
}

/** A selection that the server does not take is a mistake in the file that has it. */
function notTaken({ about }: Read, failure: Failure): Failure {
  if (about === undefined || failure.status !== 400) return failure;
  return {
    ...failure,
    reason: 'error',
    summary: `${about.what}: the server does not take its selection`,
    why: `${failure.summary}: ${failure.why}`,
    next: 'correct the selection: the server says what it does not know',
    where: about.where,
  };
}

const none = (): readonly Change[] => [];

function take(
  rows: readonly unknown[],
  row: (raw: unknown) => ReturnType<Observer['row']>,
  collect: Collector,
): { field: string; expected: string } | undefined {
  for (let i = 0; i < rows.length; i++) {
    const subject = row(rows[i]);
    if (!subject.ok) {
      const { field, expected } = subject.error;
      return { field: `data[${i}]${field === '' ? '' : `.${field}`}`, expected };
    }
    if (subject.value) collect.add(subject.value);
  }
  return undefined;
}
