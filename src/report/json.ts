// The JSON documents. Each is the model's own type, indented, with control and bidirectional characters escaped
// (the same value for a parser, harmless on a terminal), and ends in a newline.

import type { Diagnostic } from '../model/diagnostic.ts';
import { exitCodes, type Failure } from '../model/failure.ts';
import type { ExportedSection, HistoryRow } from '../model/kind.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import { cleanJson } from './clean.ts';
import type { DriftView } from './drift-view.ts';

export const failureFormat = 'trueup.failure/1';
export const driftFormat = 'trueup.drift/1';
export const historyFormat = 'trueup.history/1';
export const validationFormat = 'trueup.validation/1';

/** The plan itself, format trueup.plan/1: what `--out` saves and `apply` reads. */
export function planJson(plan: Plan): string {
  return document(plan);
}

/** The report of an apply itself, format trueup.run/1. */
export function runJson(report: RunReport): string {
  return document(report);
}

/**
 * Format trueup.drift/1: every change with who moved, live (before) and desired (after) values; the rows of the history
 * that belong to what drifted, each with the addresses that it belongs to (null: not read).
 */
export function driftJson(view: DriftView): string {
  const { tenant, reason, summary, changes, diagnostics, reads } = view;
  const history = view.history && {
    since: view.history.since,
    rows: view.history.rows.map(({ addresses, row }) => ({ addresses, ...row.shown })),
  };
  return document({ format: driftFormat, tenant, reason, summary, changes, history, diagnostics, reads });
}

/** Format trueup.history/1: the rows in the API's names. */
export function historyJson(tenant: string, rows: readonly HistoryRow[]): string {
  return document({ format: historyFormat, tenant, rows: rows.map(({ shown }) => shown) });
}

/** Format trueup.validation/1: the files that are valid, with the findings that are no errors. */
export function validationJson(files: readonly string[], diagnostics: readonly Diagnostic[]): string {
  return document({ format: validationFormat, reason: 'done', files, diagnostics });
}

/** The live tenant as a desired file in JSON: `{version, …sections}`. */
export function exportJson(sections: readonly Pick<ExportedSection, 'section' | 'value'>[]): string {
  return document({
    version: 1,
    ...Object.fromEntries(sections.map(({ section, value }) => [section, value])),
  });
}

/** Format trueup.failure/1: why a command ended without its document, with what it found until then. */
export function failureJson(failure: Failure, diagnostics: readonly Diagnostic[]): string {
  const { reason } = failure;
  return document({ format: failureFormat, reason, exit_code: exitCodes[reason], failure, diagnostics });
}

function document(value: unknown): string {
  return `${cleanJson(JSON.stringify(value, null, 2))}\n`;
}
