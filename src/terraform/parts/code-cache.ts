// Code as the engine compiled it, kept in the user's cache between runs: Terraform starts the provider three times for a
// plan, and compiling is much of such a start. The engine trusts what it is given, so nothing is given to it that others
// than this user could have written, or that is not whole.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
const digestBytes = 32;

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
    if (further && isOwn(folder, process)) quietly(() => keep(folder, ran, process.pid));
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

/** Whether it is there, and nobody but this user can write to it. */
function isOwn(folder: string, { getuid }: NodeJS.Process): boolean {
  const stat = quietly(() => statSync(folder));
  return stat !== undefined && (getuid === undefined || (stat.uid === getuid() && (stat.mode & 0o022) === 0));
}

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** A file is the code behind its digest. */
function whole(bytes: Buffer): Buffer | undefined {
  const code = bytes.subarray(digestBytes);
  return digestOf(code).equals(bytes.subarray(0, digestBytes)) ? code : undefined;
}

function keep(folder: string, ran: ReadonlyMap<string, () => Buffer>, pid: number): void {
  for (const [part, compile] of ran) {
    const code = compile();
    const draft = join(folder, `${part}.${pid}`);
    writeFileSync(draft, Buffer.concat([digestOf(code), code]), { mode: 0o600 });
    renameSync(draft, join(folder, part));
  }
  sweep(dirname(folder), folder);
}

function sweep(above: string, own: string): void {
  for (const name of readdirSync(above)) {
    const folder = join(above, name);
    if (folder !== own && statSync(folder).mtimeMs < Date.now() - lifetimeMs)
      rmSync(folder, { recursive: true, force: true });
  }
}
