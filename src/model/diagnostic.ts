// A finding that goes with a plan or a validation: like a Failure, but many in one run, each with a severity.
// `refusal` is a guard's word: the plan is shown, and apply refuses it.

import type { Failure, Place } from './failure.ts';

export type Severity = 'error' | 'refusal' | 'warning' | 'info';

export interface Diagnostic {
  /** Stable and documented, `room.what`: `config.unknown-key`, `device.unknown-serial`, `guard.max-denials`. */
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly next: string;
  readonly where?: Place;
  /** A second place that the finding is about (the other of two duplicates). */
  readonly also?: Place;
  /** The objects it is about, as addresses; long lists are cut by the printers, never here. */
  readonly addresses?: readonly string[];
}

/** True where a diagnostic of this list stops a plan from being applied. */
export function blocks(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error' || severity === 'refusal');
}

/** A failure as one finding of a list. */
export function asDiagnostic(failure: Failure): Diagnostic {
  const { code, summary, why, next, where } = failure;
  return { code, severity: 'error', summary, why, next, ...(where && { where }) };
}
