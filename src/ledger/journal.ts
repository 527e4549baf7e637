// journal.jsonl: one entry a line, each synced before it counts. A last line without a newline was not written (the
// process died in it); anything else that cannot be read is damage.

import { appendFileSync, constants, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Bug } from '../model/failure.ts';
import { type Entry, journalFormat } from '../model/journal.ts';
import { isObject } from '../model/json.ts';
import { planFormat } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isEntry, versionOf } from './check.ts';
import { codeOf, guarded, readIfThere } from './disk.ts';
import { corrupt, journalGone, journalName, newer, otherTenant, unreadable, unwritable } from './failures.ts';
import type { Journal } from './port.ts';
import { decodeJson, decodeText } from './text.ts';

const newline = 10;

/** The format of `json` if it is newer than this program knows; null otherwise. */
function newerFormat(json: unknown): { readonly found: string; readonly known: string } | null {
  if (!isObject(json) || json['entry'] !== 'begin') return null;
  const plan = isObject(json['plan']) ? json['plan']['format'] : null;
  const pairs = [
    [json['format'], journalFormat],
    [plan, planFormat],
  ] as const;
  for (const [found, known] of pairs)
    if ((versionOf(found, known.slice(0, -2)) ?? 0) > 1) return { found: String(found), known };
  return null;
}

function parseLine(path: string, text: string, line: number, baseUrl: string): Result<Entry> {
  const json = decodeJson(text);
  if (!json.ok) return err(corrupt(path, `line ${line}: ${json.error}`, line));
  const ahead = newerFormat(json.value);
  if (ahead !== null) return err(newer(path, ahead.found, ahead.known));
  const entry = json.value;
  if (!isEntry(entry)) return err(corrupt(path, `line ${line} is not a journal entry`, line));
  if ((entry.entry === 'begin') !== (line === 1))
    return err(corrupt(path, `line ${line}: a journal begins once, in its first line`, line));
  if (entry.entry !== 'begin') return ok(entry);
  if (entry.format !== journalFormat || entry.plan.format !== planFormat)
    return err(corrupt(path, `line 1 is not of the formats ${journalFormat} and ${planFormat}`, 1));
  const found = entry.plan.base_url;
  return found === baseUrl ? ok(entry) : err(otherTenant(path, found, baseUrl));
}

/** The entries of a journal's bytes, the torn last one left out. */
export function parseJournal(path: string, bytes: Buffer, baseUrl: string): Result<readonly Entry[]> {
  const end = bytes.lastIndexOf(newline);
  if (end < 0) return ok([]);
  const text = decodeText(bytes.subarray(0, end));
  if (!text.ok) return err(corrupt(path, text.error));
  const entries: Entry[] = [];
  for (const [index, line] of text.value.split('\n').entries()) {
    const entry = parseLine(path, line, index + 1, baseUrl);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

/** The entries of the journal in the folder; none where there is none. */
export function readJournal(folder: string, baseUrl: string): Promise<Result<readonly Entry[]>> {
  const path = join(folder, journalName);
  const read = async (): Promise<Result<readonly Entry[]>> => {
    const bytes = await readIfThere(path);
    return bytes === null ? ok([]) : parseJournal(path, bytes, baseUrl);
  };
  return guarded(read, (cause) => unreadable(path, cause));
}

/** A journal that is open for appending, and the size up to which it holds whole lines. */
interface Appending {
  readonly handle: FileHandle;
  /** Which file it is: another one may have been put into its place. */
  readonly ino: number;
  size: number;
}

async function wholeLines(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const lastByte = Buffer.alloc(1);
  if (size > 0) await handle.read(lastByte, 0, 1, size - 1);
  if (size === 0 || lastByte[0] === newline) return size;
  return (await handle.readFile()).lastIndexOf(newline) + 1;
}

async function openWhole(path: string): Promise<Appending> {
  const handle = await open(path, constants.O_RDWR | constants.O_APPEND);
  try {
    const { ino, size: all } = await handle.stat();
    const size = await wholeLines(handle);
    if (all > size) await handle.truncate(size);
    return { handle, ino, size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The file that is at the path now: one that was taken away while it is open would go on taking lines. */
async function stillThere(path: string, file: Appending | null): Promise<Appending> {
  const { ino, size } = statSync(path);
  if (file?.ino !== ino) {
    await file?.handle.close();
    return openWhole(path);
  }
  if (size > file.size) await file.handle.truncate(file.size);
  return file;
}

/** Appends lines and syncs them. What an earlier append, or this one, left half-written is cut off. */
async function appendLines(file: Appending, lines: string): Promise<void> {
  const { handle, size } = file;
  try {
    appendFileSync(handle.fd, lines);
    await handle.datasync();
    file.size += Buffer.byteLength(lines);
  } catch (error) {
    await handle.truncate(size).catch(() => undefined);
    throw error;
  }
}

function soFar(entry: Entry): string {
  if (entry.entry === 'intent') return `nothing was sent for step ${entry.step}`;
  if (entry.entry === 'call') return `${entry.call} of step ${entry.step} was not sent`;
  if (entry.entry === 'unsent')
    return `that ${entry.call ?? 'the request'} of step ${entry.step} was not carried out is not recorded`;
  if (entry.entry === 'told')
    return `what the server answered to ${entry.call} of step ${entry.step} is not recorded`;
  if (entry.entry === 'outcome')
    return `that step ${entry.outcome.step} is ${entry.outcome.state} is not recorded`;
  if (entry.entry === 'end') return 'every step is recorded, only the end of the run is not';
  throw new Bug('a journal begins with `Ledger.begin`');
}

/** Lines that are written and synced together. */
interface Round {
  readonly lines: string[];
  readonly written: Promise<Result<true>>;
}

/** A journal that holds its file open until it is shut. */
export interface OpenJournal extends Journal {
  readonly shut: () => Promise<void>;
}

/**
 * The journal in the folder, for appending. What comes while entries are synced gathers for the next round; each round
 * first makes sure that the lock still holds. Once a round could not be written, none after it is: an entry on disk
 * has all before it there.
 */
export function openJournal(folder: string, stillHeld: () => Promise<Result<true>>): OpenJournal {
  const path = join(folder, journalName);
  let file: Appending | null = null;
  const write = async (lines: readonly string[]): Promise<Result<true>> => {
    const held = await stillHeld();
    if (!held.ok) return held;
    file = await stillThere(path, file);
    await appendLines(file, lines.join(''));
    return held;
  };
  let gathering: Round | null = null;
  let last: Promise<Result<true>> = Promise.resolve(ok(true));
  const begin = (): Round => {
    const lines: string[] = [];
    const written = last.then((before) => {
      gathering = null;
      return before.ok ? write(lines) : before;
    });
    last = written;
    return { lines, written };
  };
  const append = (entry: Entry): Promise<Result<true>> => {
    const consequence = soFar(entry);
    gathering ??= begin();
    const { lines, written } = gathering;
    lines.push(`${JSON.stringify(entry)}\n`);
    return guarded(
      () => written,
      (cause) => (codeOf(cause) === 'ENOENT' ? journalGone(path) : unwritable(path, cause, consequence)),
    );
  };
  const shut = async (): Promise<void> => {
    await last.catch(() => undefined);
    // Every line is synced: closing can lose nothing.
    await file?.handle.close().catch(() => undefined);
    file = null;
  };
  return { append, shut };
}
