// Folders, made with those above them. mkdir of Node with `recursive` tries for ever where a file system says that a folder
// is missing which cannot be made (/proc, /sys): here each folder is tried twice at most.

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The first folder that was made; undefined where all were there. Throws what node:fs throws.
 * @param mode of each folder that is made
 */
export async function makeFolder(folder: string, mode: number): Promise<string | undefined> {
  try {
    return await makeOne(folder, mode);
  } catch (error) {
    const above = dirname(folder);
    if (!isMissing(error) || above === folder) throw error;
    const first = await makeFolder(above, mode);
    const made = await makeOne(folder, mode);
    return first ?? made;
  }
}

/** Undefined where it is there already, whoever made it. */
async function makeOne(folder: string, mode: number): Promise<string | undefined> {
  try {
    await mkdir(folder, { mode });
    return folder;
  } catch (error) {
    const there = isMissing(error) ? null : await stat(folder).catch(() => null);
    if (there?.isDirectory()) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
