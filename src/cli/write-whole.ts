// Writes a document beside its place and moves it there: a reader sees the old one or the new one, never a part.

import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../model/result.ts';

/** `new`: fails where the file is there already. Mode 0600. */
export async function writeWhole(
  file: string,
  text: string,
  cwd: string,
  how: 'replace' | 'new',
): Promise<Result<true>> {
  const path = resolve(cwd, file);
  const draft = join(dirname(path), `.${process.pid}.trueup-draft`);
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (how === 'replace') await rename(draft, path);
    else await link(draft, path);
    return ok(true);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({
      code: 'cli.unwritable',
      reason: 'error',
      summary: `${file} cannot be written`,
      why,
      next: 'nothing was changed; choose another file',
      where: { file },
    });
  } finally {
    await rm(draft, { force: true });
  }
}
