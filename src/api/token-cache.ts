// Access tokens kept between runs, because only ten may be fetched in ten minutes. One file for each client,
// accounts host and refresh token; mode 0600 in a 0700 folder; a file that cannot be read is as good as none.

import { createHash, randomUUID } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../model/json.ts';
import { makeFolder } from '../model/make-folder.ts';
import { isHeaderSafe } from './credentials.ts';
import type { Credentials } from './options.ts';

/** An access token. From `renewAt` (milliseconds since 1970) on, a new one is to be fetched before the next call. */
export interface AccessToken {
  readonly value: string;
  readonly renewAt: number;
}

export interface TokenCache {
  readonly load: () => Promise<AccessToken | null>;
  /** Best effort: a folder that cannot be written costs one more sign-in, nothing else. */
  readonly save: (token: AccessToken) => Promise<void>;
}

const format = 'trueup.token/1';

export function openTokenCache(
  dir: string | null,
  credentials: Extract<Credentials, { by: 'refresh' }>,
): TokenCache {
  if (dir === null) return { load: async () => null, save: async () => undefined };
  const file = join(dir, `token-${keyOf(credentials)}.json`);
  return {
    load: async () => decode(await readFile(file, 'utf8').catch(() => '')),
    save: (token) => write(dir, file, token).catch(() => undefined),
  };
}

function keyOf({ clientId, accountsUrl, refreshToken }: Extract<Credentials, { by: 'refresh' }>): string {
  const hash = createHash('sha256').update(JSON.stringify([clientId, accountsUrl, refreshToken]));
  return hash.digest('hex').slice(0, 32);
}

function decode(text: string): AccessToken | null {
  try {
    const kept: unknown = JSON.parse(text);
    if (!isObject(kept) || kept['format'] !== format) return null;
    const { value, renewAt } = kept;
    if (typeof value !== 'string' || !isHeaderSafe(value) || typeof renewAt !== 'number') return null;
    return { value, renewAt };
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a reader never sees half a file. */
async function write(dir: string, file: string, token: AccessToken): Promise<void> {
  await makeFolder(dir, 0o700);
  await chmod(dir, 0o700);
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, `${JSON.stringify({ format, ...token })}\n`, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
