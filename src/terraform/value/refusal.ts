// What a decoder cannot give as a value although nobody broke a rule: a number that JavaScript cannot hold, a state
// that was edited by hand, an odd answer. It is thrown, since decoding is deep; the plugin answers it as an ordinary error.

import type { Failure } from '../../model/failure.ts';

/** Thrown where something is decoded, with a failure that speaks of a configuration or a stored state. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: Failure;
  /** That of the attribute, from the root of the value. */
  readonly path: readonly string[];
  /** What is wrong there, in words that hold for any value. */
  readonly fault: string;

  constructor(failure: Failure, path: readonly string[], fault: string) {
    super(failure.summary);
    this.failure = failure;
    this.path = path;
    this.fault = fault;
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
  return new Refusal(failure, path, `the number ${short(text)} stands there, which cannot be held exactly`);
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
  return new Refusal(failure, path, `${wanted} should stand there, and ${found} does`);
}

/** Private data of a resource that this provider has not written so. */
export function damaged(cause: string): Refusal {
  const failure: Failure = {
    code: 'terraform.state-mismatch',
    reason: 'error',
    summary: 'What the state remembers of the resource cannot be read',
    why: `Its private data is not as this provider wrote it: ${cause}.`,
    next: 'Restore the state from its backup, or remove this resource with `terraform state rm` and import it again; the ledger knows which users have run.',
  };
  return new Refusal(failure, [], cause);
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
