// Mistakes on the command line, as failures.

import type { Failure } from '../model/failure.ts';

export function usage(
  summary: string,
  next: string,
  why = 'the command line does not say what to do',
): Failure {
  return { code: 'cli.usage', reason: 'error', summary, why, next };
}
