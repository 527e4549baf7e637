// Mistakes on the command line, as failures.

import type { Failure } from '../model/failure.ts';

export function usage(
  summary: string,
  next: string,
  why = 'the command line does not say what to do',
): Failure {
  return { code: 'cli.usage', reason: 'error', summary, why, next };
}

/** What commander says of a command line it cannot take, `error: …`, at times with a suggestion on a second line. */
export function misread(message: string): Failure {
  const [summary = '', suggestion] = message
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const help = 'see trueup --help, or trueup COMMAND --help';
  const guess = suggestion?.replace(/^\(Did you mean (.*)\)$/, 'did you mean $1');
  return usage(summary, guess === undefined ? help : `${guess} Otherwise ${help}`);
}
