// What a decoder cannot give as a value although nobody broke a rule: a number that JavaScript cannot hold, a state
// that was edited by hand. It is thrown, since decoding is deep; the plugin answers it as an ordinary error.

import type { Failure } from '../../model/failure.ts';

/** Thrown by decode and decodeJson; the path is that of the attribute, from the root of the value. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: Failure;
  readonly path: readonly string[];

  constructor(failure: Failure, path: readonly string[]) {
    super(failure.summary);
    this.failure = failure;
    this.path = path;
  }
}

export function inexact(text: string, path: readonly string[]): Refusal {
  const failure: Failure = {
    code: 'terraform.inexact-number',
    reason: 'error',
    summary: `The number ${short(text)} cannot be held exactly`,
    why: 'It has more digits than a double-precision number keeps, so it would silently become another one.',
    next: 'Write it as a string, in quotes; ids are strings everywhere in this provider.',
    where: { field: path.join('.') },
  };
  return new Refusal(failure, path);
}

export function misfit(wanted: string, found: string, path: readonly string[]): Refusal {
  const failure: Failure = {
    code: 'terraform.state-mismatch',
    reason: 'error',
    summary: `The stored state does not fit the schema at ${path.join('.') || 'its root'}`,
    why: `The schema has ${wanted} there; the state has ${found}.`,
    next: 'Restore the state from its backup, or remove this resource with `terraform state rm` and import it again.',
    where: { field: path.join('.') },
  };
  return new Refusal(failure, path);
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
