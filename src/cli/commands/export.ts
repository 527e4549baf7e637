// trueup export: the live tenant as desired files that plan to nothing. Reads only.

import { createReadingClient } from '../../api/client.ts';
import { writeDesired } from '../../config/write.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import { commandLine, shellWord } from '../../model/command-line.ts';
import { exportLive } from '../../reconcile/export.ts';
import { clock } from '../../reconcile/real.ts';
import { exportJson } from '../../report/json.ts';
import type { Io } from '../io.ts';
import { type Given, text, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { connect, openLedger } from '../session.ts';
import { findPlace } from '../tenant.ts';
import { writeWhole } from '../write-whole.ts';

export async function exportTenant(options: Given, io: Io): Promise<Outcome> {
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const client = connect(place.value, io, createReadingClient);
  if (!client.ok) return failed(client.error);
  const memory = await openLedger(place.value, client.value.baseUrl, io).memory();
  const sections = memory.ok ? await exportLive(kinds, client.value.reader, memory.value) : memory;
  await client.value.close();
  if (!sections.ok) return failed(sections.error);
  const document = wantsJson(options)
    ? exportJson(sections.value)
    : writeDesired(
        sections.value,
        `Exported from ${place.value.tenant.name} at ${new Date(clock.now()).toISOString()}.`,
      );
  const out = text(options, 'out');
  if (out === undefined) await io.print(document);
  else {
    const written = await writeWhole(out, document, io.cwd, 'new');
    if (!written.ok) return failed(written.error);
    io.note(
      `Written: ${out}. ${commandLine(place.value.named, 'plan', `-f ${shellWord(out)}`)} finds nothing to change.`,
    );
  }
  return done;
}
