// The live tenant as desired sections that plan to nothing. Reads only.

import type { Reader } from '../api/port.ts';
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
  for (const kind of kinds) {
    const exporter = kind.exporter(memory);
    const read = await takeAll(kind, exporter, reader);
    if (!read.ok) return read;
    sections.push(...exporter.finish());
  }
  return ok(sections);
}

async function takeAll(kind: Kind, exporter: Exporter, reader: Reader): Promise<Result<true>> {
  for await (const page of reader.pages(kind.read)) {
    if (!page.ok) return page;
    for (const row of page.value) {
      const taken = exporter.row(row);
      if (!taken.ok) return err(wrongShape(kind.read.request, taken.error));
    }
  }
  return ok(true);
}
