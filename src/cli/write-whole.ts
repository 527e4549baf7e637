// Writes a document beside its place and moves it there: a reader sees the old one or the new one, never a part.
// What is no file (a pipe, /dev/stdout) is written to as it is, and never replaced by one.

import { randomUUID } from 'node:crypto';
import { link, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../model/result.ts';

type How = 'replace' | 'new';

/** `new`: fails where the file is there already. Mode 0600. */
export async function writeWhole(file: string, text: string, cwd: string, how: How): Promise<Result<true>> {
  const path = resolve(cwd, file);
  try {
    const there = await stat(path).catch(() => null);
    if (how === 'replace' && there !== null && !there.isFile()) await writeFile(path, text);
    else await moveIn(there === null ? path : await realpath(path), text, how);
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
  }
}

async function moveIn(path: string, text: string, how: How): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID()}.trueup-draft`);
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (how === 'replace') await rename(draft, path);
    else await link(draft, path);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
