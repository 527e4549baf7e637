// Findings about a SCIM filter that a desired file or a command line holds, worded once for all who take filters.

import type { Diagnostic } from './diagnostic.ts';
import type { Place } from './failure.ts';

/** `what`: whose filter it is, such as `the filter of device set "x"`; `position`: characters from its beginning. */
export function invalidFilter(
  what: string,
  text: string,
  { position, message }: { readonly position: number; readonly message: string },
  where: Place,
): Diagnostic {
  return {
    code: 'config.invalid-filter',
    severity: 'error',
    summary: `${what} cannot be read`,
    why: `at character ${position + 1}: ${message}\n${text}\n${' '.repeat(position)}^`,
    next: 'correct it; the grammar is SCIM (RFC 7644, 3.4.2.2): attribute eq "value", joined by and, or, not',
    where,
  };
}
