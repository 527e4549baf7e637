// Code as the engine compiled it, kept in the user's cache between runs: Terraform starts the provider three times for a
// plan, and compiling is much of such a start. The engine trusts what it is given, so nothing is given to it that others
// than this user could have written, or that is not whole.

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../model/make-folder.ts';

export interface CodeCache {
  /** What was kept of a part; undefined where there is nothing that can be used. */
  readonly read: (part: string) => Buffer | undefined;
  /**
   * Is told of each part that runs, and whether what was kept of it was good. `compile` gives its code, with all functions that
   * have run by then.
   */
  readonly runs: (part: string, wasGood: boolean, compile: () => Buffer) => void;
}

export const noCodeCache: CodeCache = { read: () => undefined, runs: () => undefined };

const lifetimeMs = 30 * 24 * 60 * 60 * 1000;
const draftMs = 60 * 60 * 1000;
const digestBytes = 32;

/** Of a folder: the build, and the engine with its settings. */
const folderName = /^[0-9a-f]{16}-v[\w.-]+-[0-9a-f]{8}$/;

/**
 * Best effort: what cannot be read or written is compiled again. When a process ends that has run a part of which nothing good
 * was kept, it has gone further than those before it: the code of all its parts is kept.
 * @param folder of one build and one engine; those beside it that were last written to a month ago are removed
 */
export function openCodeCache(folder: string, process: NodeJS.Process): CodeCache {
  const usable = isOwn(folder, process);
  // It is there long before the process ends, when nothing can be waited for.
  if (!usable) makeFolder(folder, 0o700).catch(() => undefined);
  const ran = new Map<string, () => Buffer>();
  let further = false;
  process.on('exit', () => {
    if (!further || !isOwn(folder, process)) return;
    quietly(() => keep(folder, ran, process.pid));
    quietly(() => sweep(dirname(folder), folder, process));
  });
  return {
    read: (part) => (usable ? quietly(() => whole(readFileSync(join(folder, part)))) : undefined),
    runs: (part, wasGood, compile) => {
      ran.set(part, compile);
      further ||= !wasGood;
    },
  };
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Whether it and what trueup makes above it are there, folders and no links, and nobody but this user can write to them. */
function isOwn(folder: string, process: NodeJS.Process): boolean {
  return [folder, dirname(folder), dirname(dirname(folder))].every((one) => isOwnFolder(one, process));
}

function isOwnFolder(folder: string, { getuid }: NodeJS.Process): boolean {
  const stat = quietly(() => lstatSync(folder));
  if (stat?.isDirectory() !== true) return false;
  return getuid === undefined || (stat.uid === getuid() && (stat.mode & 0o022) === 0);
}

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** A file is the code behind its digest. */
function whole(bytes: Buffer): Buffer | undefined {
  const code = bytes.subarray(digestBytes);
  return digestOf(code).equals(bytes.subarray(0, digestBytes)) ? code : undefined;
}

function keep(folder: string, ran: ReadonlyMap<string, () => Buffer>, pid: number): void {
  // Of processes that were killed while they wrote.
  for (const name of readdirSync(folder))
    if (isOldDraft(folder, name)) rmSync(join(folder, name), { force: true });
  for (const [part, compile] of ran) write(join(folder, part), compile(), pid);
}

/** Written beside and renamed, so that nobody reads half a file. */
function write(file: string, bytes: Buffer, pid: number): void {
  const draft = `${file}.${pid}`;
  try {
    writeFileSync(draft, Buffer.concat([digestOf(bytes), bytes]), { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const isOldDraft = (folder: string, name: string): boolean =>
  /\.\d+$/.test(name) && isOlder(join(folder, name), draftMs);

const isOlder = (path: string, ms: number): boolean =>
  (quietly(() => lstatSync(path))?.mtimeMs ?? Date.now()) < Date.now() - ms;

function sweep(above: string, own: string, process: NodeJS.Process): void {
  for (const name of readdirSync(above)) {
    const folder = join(above, name);
    if (folder === own || !folderName.test(name) || !isOwnFolder(folder, process)) continue;
    if (isOlder(folder, lifetimeMs)) quietly(() => rmSync(folder, { recursive: true, force: true }));
  }
}
