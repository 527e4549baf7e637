// Rows of a kind, read as a plan reads them: through the same reader, so that what a resource reads too is asked for
// once, and with the same failures.

import type { Reader } from '../../api/port.ts';
import type { Read } from '../../model/call.ts';
import type { Decoded, Kind, Observer } from '../../model/kind.ts';
import { emptyMemory } from '../../model/memory.ts';
import { ok, type Result } from '../../model/result.ts';
import { observe } from '../../reconcile/observe.ts';

/** Gives each row to `row`; the first one that cannot be decoded ends it. */
export async function look(
  kind: Kind,
  read: Read,
  reader: Reader,
  row: (raw: unknown) => Decoded<undefined>,
): Promise<Result<true>> {
  const observer: Observer = {
    reads: [read],
    row,
    finish: () => ({ subjects: [], unlisted: [], diagnostics: [] }),
  };
  const prepared = { diagnostics: [], observe: () => observer };
  const seen = await observe([{ kind, prepared }], reader, emptyMemory);
  return seen.ok ? ok(true) : seen;
}
