// Files that survive a crash: a file is replaced whole (temp file, fsync, rename, fsync of the folder) or not at all.
// Files are 0600 and folders 0700. The functions throw what node:fs throws; `guarded` turns that into a Failure.

import { constants, readdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Failure } from '../model/failure.ts';
import { makeFolder as make } from '../model/make-folder.ts';
import { err, type Result } from '../model/result.ts';

export const fileMode = 0o600;
const folderMode = 0o700;
const temporary = '.tmp';

/** The code of a node:fs error, such as ENOENT; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Runs `work`; an error of the file system becomes a Failure, anything else goes on as it is. */
export async function guarded<T>(
  work: () => Promise<Result<T>>,
  failure: (cause: Error) => Failure,
): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && codeOf(error) !== undefined) return err(failure(error));
    throw error;
  }
}

/** The bytes of a file; null where it, or its folder, is not there. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The names in a folder; none where it is not there. At once: a folder of a few files is looked at twice for each step of an
 * apply, and to have the thread pool do it takes ten times as long as to do it.
 */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

export async function makeFolder(folder: string): Promise<void> {
  const first = await make(folder, folderMode);
  if (first !== undefined) await syncFolder(dirname(first));
}

/** Makes renames in a folder last. Platforms that cannot open or sync a folder refuse; there is no other way there. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Writes a file and syncs it; `wx` fails where it exists. A file that could not be written whole is removed. */
export async function writeSynced(path: string, text: string, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(path, flags, fileMode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Replaces `folder/name`: after a crash at any moment it holds the old text or the new one. */
export async function replaceFile(
  folder: string,
  name: string,
  text: string,
  random: () => number,
): Promise<void> {
  const temp = join(folder, `${name}.${Math.floor(random() * 2 ** 32).toString(36)}${temporary}`);
  await writeSynced(temp, text, 'w');
  try {
    await rename(temp, join(folder, name));
  } catch (error) {
    await rm(temp, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Removes what a crash left of `replaceFile`. Only the holder of the lock may. */
export async function sweep(folder: string): Promise<void> {
  for (const name of namesIn(folder))
    if (name.endsWith(temporary)) await rm(join(folder, name), { force: true });
}
