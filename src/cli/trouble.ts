// A failure, and the findings that amount to it.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';

export interface Trouble {
  readonly failure: Failure;
  readonly diagnostics: readonly Diagnostic[];
}

/** The failure that a list of mistakes amounts to. */
export function invalid(diagnostics: readonly Diagnostic[]): Failure {
  const count = diagnostics.filter(({ severity }) => severity === 'error').length;
  return {
    code: 'config.invalid',
    reason: 'error',
    summary: `the files have ${count} ${count === 1 ? 'mistake' : 'mistakes'}`,
    why: 'nothing is planned from files that are not valid',
    next: 'correct what is listed; trueup validate checks again, offline',
  };
}
