// lock.<n>.json, the files behind the lock. The highest generation counts and is never deleted, so a generation is
// never given out twice to two holders.

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../model/json.ts';
import { namesIn, readIfThere, replaceFile, writeSynced } from './disk.ts';
import { decodeJson, decodeText } from './text.ts';

const format = 'trueup.lock/1';

export interface Owner {
  /** Who runs this, for people. */
  readonly name: string;
  readonly host: string;
  readonly pid: number;
}

/** What a lock file says. Times are milliseconds since 1970. */
export interface Holding extends Owner {
  readonly since: number;
  /** The end of the lease. */
  readonly until: number;
  readonly released: boolean;
}

/** A lock file that cannot be read (yet): its last change, in milliseconds since 1970. */
export interface Illegible {
  readonly touched: number;
}

const nameOf = (generation: number): string => `lock.${generation}.json`;
export const lockPath = (folder: string, generation: number): string => join(folder, nameOf(generation));

function generations(folder: string): readonly number[] {
  const found = namesIn(folder).map((name) => /^lock\.(\d{1,15})\.json$/.exec(name)?.[1]);
  return found.filter((digits) => digits !== undefined).map(Number);
}

/** The generation that counts; 0 where there never was one. */
export const highest = (folder: string): number =>
  generations(folder).reduce((top, n) => Math.max(top, n), 0);

export async function removeLower(folder: string, generation: number): Promise<void> {
  for (const n of generations(folder)) if (n < generation) await remove(folder, n);
}

export function remove(folder: string, generation: number): Promise<void> {
  return rm(lockPath(folder, generation), { force: true });
}

function encode({ name, host, pid, since, until, released }: Holding): string {
  const iso = (time: number): string => new Date(time).toISOString();
  return `${JSON.stringify({ format, owner: name, host, pid, since: iso(since), until: iso(until), released })}\n`;
}

function decode(bytes: Uint8Array): Holding | null {
  const text = decodeText(bytes);
  const json = text.ok ? decodeJson(text.value) : text;
  if (!json.ok || !isObject(json.value) || json.value['format'] !== format) return null;
  const { owner: name, host, pid, released } = json.value;
  const [since, until] = [Date.parse(String(json.value['since'])), Date.parse(String(json.value['until']))];
  if (typeof name !== 'string' || typeof host !== 'string') return null;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  if (typeof released !== 'boolean' || Number.isNaN(since) || Number.isNaN(until)) return null;
  return { name, host, pid, since, until, released };
}

/** Who holds this generation; null where the file went away, which means that a higher one is there. */
export async function readLock(folder: string, generation: number): Promise<Holding | Illegible | null> {
  const path = lockPath(folder, generation);
  const bytes = await readIfThere(path);
  if (bytes === null) return null;
  const holding = decode(bytes);
  if (holding !== null) return holding;
  const touched = await stat(path).catch(() => null);
  return touched === null ? null : { touched: touched.mtimeMs };
}

/** Creates the file of a generation; throws EEXIST where another was first. */
export function createLock(folder: string, generation: number, holding: Holding): Promise<void> {
  return writeSynced(lockPath(folder, generation), encode(holding), 'wx');
}

export function rewriteLock(
  folder: string,
  generation: number,
  holding: Holding,
  random: () => number,
): Promise<void> {
  return replaceFile(folder, nameOf(generation), encode(holding), random);
}
