// The live tenant as desired sections that plan to nothing. Reads only.

import type { Reader } from '../api/port.ts';
import type { Read } from '../model/call.ts';
import type { ExportedSection, Exporter, Kind } from '../model/kind.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import { wrongShape } from './failures.ts';

/** The sections of all kinds, in the order of the kinds. */
export async function exportLive(
  kinds: readonly Kind[],
  reader: Reader,
  memory: Memory,
): Promise<Result<readonly ExportedSection[]>> {
  const sections: ExportedSection[] = [];
  for (const { listing, exporter: makeExporter } of kinds) {
    if (listing === null || makeExporter === null) continue;
    const exporter = makeExporter(memory);
    const read = await takeAll(listing, exporter, reader);
    if (!read.ok) return read;
    sections.push(...exporter.finish());
  }
  return ok(sections);
}

async function takeAll(listing: Read, exporter: Exporter, reader: Reader): Promise<Result<true>> {
  for await (const page of reader.pages(listing)) {
    if (!page.ok) return page;
    for (const row of page.value) {
      const taken = exporter.row(row);
      if (!taken.ok) return err(wrongShape(listing.request, taken.error));
    }
  }
  return ok(true);
}
