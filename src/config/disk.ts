// The file system as this room needs it: a port, and the real one. Reading never takes in more than `max` bytes.

import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';

export interface Stat {
  readonly kind: 'file' | 'folder' | 'stream';
  readonly size: number;
}

/** Every method rejects with a Node error (`code` ENOENT, EACCES, …) where the file system says no. */
export interface Disk {
  readonly stat: (path: string) => Promise<Stat>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly realpath: (path: string) => Promise<string>;
  /** The first `max` bytes. */
  readonly read: (path: string, max: number) => Promise<Uint8Array>;
}

export const disk: Disk = {
  stat: async (path) => {
    const found = await stat(path);
    return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'stream', size: found.size };
  },
  list: (folder) => readdir(folder),
  realpath: (path) => realpath(path),
  read: async (path, max) => {
    const parts: Uint8Array[] = [];
    for await (const part of createReadStream(path, { end: max - 1 })) parts.push(part);
    return Buffer.concat(parts);
  },
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** True where the file system said that there is nothing of that name. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** Why the file system said no, in words. */
export function becauseOf(error: unknown): string {
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'this user may not read it',
    EPERM: 'this user may not read it',
    ELOOP: 'its symbolic links go in a circle',
    ENOTDIR: 'a part of its path is a file',
    ENAMETOOLONG: 'its name is too long',
    EIO: 'the disk failed',
  };
  return known[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
