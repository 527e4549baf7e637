// Success or failure as a value. What a user can cause travels as a Result; only broken invariants throw (Bug).

import type { Failure } from './failure.ts';

export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: F };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<F>(error: F): { readonly ok: false; readonly error: F } {
  return { ok: false, error };
}
