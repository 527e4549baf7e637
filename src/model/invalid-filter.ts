// What is said of a SCIM filter that cannot be read, worded once for all who take filters.

import type { Failure } from './failure.ts';

type Words = Pick<Failure, 'code' | 'summary' | 'why' | 'next'>;

/** `what`: whose filter it is, such as `the filter of device set "x"`; `position`: characters from its beginning. */
export function invalidFilter(
  what: string,
  text: string,
  { position, message }: { readonly position: number; readonly message: string },
): Words {
  return {
    code: 'config.invalid-filter',
    summary: `${what} cannot be read`,
    why: `at character ${position + 1}: ${message}\n${text}\n${' '.repeat(position)}^`,
    next: 'correct it; the grammar is SCIM (RFC 7644, 3.4.2.2): attribute eq "value", joined by and, or, not',
  };
}
