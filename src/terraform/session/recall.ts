// What was planned, kept for the process that applies it: Terraform plans in one process of the provider and applies in
// another, where it asks again and must be answered the same, but does not say what was answered. Newer versions of it
// do; for the others the answer is kept in the user's cache. It is never given to a run that plans.

import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../model/make-folder.ts';
import { runOf } from './command-line.ts';

export interface Recall {
  /** Whether this run surely applies a plan that was saved. */
  readonly appliesSaved: boolean;
  /** Best effort: what cannot be kept is planned again. */
  readonly keep: (question: Parts, answer: Parts) => Promise<void>;
  /** Null where nothing was kept, or where this run may be planning. */
  readonly take: (question: Parts) => Promise<Parts | null>;
}

type Parts = readonly Uint8Array[];

/** The Terraform that started this process: its command line, and what tells it from all others, then and now. */
export interface Caller {
  readonly words: readonly string[];
  readonly identity: string;
  /** Where it works; this process was started there. */
  readonly cwd: string;
}

const lifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** @param folder of this user alone; null: nothing is kept */
export function recall(folder: string | null, caller: Caller | null, now: () => number): Recall {
  const place = caller === null ? { keep: null, take: null } : placesOf(caller);
  const appliesSaved = place.take !== null && place.keep === null;
  if (folder === null) return { appliesSaved, keep: async () => undefined, take: async () => null };
  const fileOf = (question: Parts, run: string): string => {
    const hash = createHash('sha256').update(run);
    for (const part of question) hash.update(`${part.length} `).update(part);
    return join(folder, `${hash.digest('hex').slice(0, 40)}.plan`);
  };
  return {
    appliesSaved,
    keep: async (question, answer) => {
      if (place.keep === null) return;
      await write(folder, fileOf(question, place.keep), joined(answer)).catch(() => undefined);
      // Nobody waits for it: what it does not come to is left to the next one.
      sweep(folder, now()).catch(() => undefined);
    },
    take: async (question) => {
      if (place.take === null) return null;
      return readFile(fileOf(question, place.take))
        .then(taken)
        .catch(() => null);
    },
  };
}

/** Each part behind its length. */
const joined = (parts: Parts): Uint8Array => Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

function taken(bytes: Buffer): Parts {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

interface Places {
  readonly keep: string | null;
  readonly take: string | null;
}

/**
 * `terraform plan` keeps for whoever applies that very file; `terraform apply` with a file only applies, so that it may
 * take that; without a file it plans first and applies then, and takes only what it has kept itself.
 */
function placesOf({ words, identity, cwd }: Caller): Places {
  const run = runOf(words);
  if (run.run === 'plan') return { keep: resolve(cwd, run.file), take: null };
  if (run.run === 'apply-saved') return { keep: null, take: resolve(cwd, run.file) };
  return run.run === 'apply' ? { keep: identity, take: identity } : { keep: null, take: null };
}

async function write(folder: string, file: string, answer: Uint8Array): Promise<void> {
  await makeFolder(folder, 0o700);
  await chmod(folder, 0o700);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, answer, { mode: 0o600 });
  await rename(draft, file);
}

let swept = false;

/** Once in a process: a saved plan is good for seven days. */
async function sweep(folder: string, now: number): Promise<void> {
  if (swept) return;
  swept = true;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if ((await stat(file)).mtimeMs < now - lifetimeMs) await rm(file, { force: true });
  }
}
