// trueup validate: every mistake of the files in one run, offline. Exit 1 on any.

import { printDiagnostics, validationJson } from '../../report/failures.ts';
import type { Io } from '../io.ts';
import { type Given, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { loadWanted } from '../wanted.ts';

export async function validate(options: Given, io: Io): Promise<Outcome> {
  const loaded = await loadWanted(options, io);
  if (!loaded.ok) return failed(loaded.error.failure, loaded.error.diagnostics);
  const { files, wanted } = loaded.value;
  const { diagnostics } = wanted;
  if (wantsJson(options)) {
    await io.print(validationJson(files, diagnostics));
    return done;
  }
  if (diagnostics.length > 0)
    io.note(printDiagnostics(diagnostics, { color: io.color.err, width: io.width }));
  await io.print(`Valid: ${files.length} ${files.length === 1 ? 'file' : 'files'}.\n`);
  return done;
}
