// All rows of one read.

import type { Reader } from '../api/port.ts';
import type { Read } from '../model/call.ts';
import { ok, type Result } from '../model/result.ts';

/** The rows of all pages; the first failure ends it. */
export async function readRows(reader: Reader, read: Read): Promise<Result<readonly unknown[]>> {
  const rows: unknown[] = [];
  for await (const page of reader.pages(read)) {
    if (!page.ok) return page;
    rows.push(...page.value);
  }
  return ok(rows);
}
