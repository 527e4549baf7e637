// How a command ends: a reason, which is an exit code; or a failure, which `run` prints.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure, Reason } from '../model/failure.ts';

export type Outcome =
  | { readonly reason: Reason }
  | { readonly failure: Failure; readonly diagnostics?: readonly Diagnostic[] };

export const done: Outcome = { reason: 'done' };

export const failed = (failure: Failure, diagnostics?: readonly Diagnostic[]): Outcome =>
  diagnostics === undefined ? { failure } : { failure, diagnostics };
