// The ledger as files in a folder: ledger.json (what is remembered), journal.jsonl (the run under way), runs/ (the last
// runs), reasons.jsonl (with which hazards were accepted) and lock.<n>.json. Reading needs no lock and no folder; writing needs the lock, and never replaces a file
// that could not be read.

import { join } from 'node:path';
import { textOf } from '../engine/fingerprint.ts';
import { Bug } from '../model/failure.ts';
import { type Entry, journalFormat, type Unfinished } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { guarded, namesIn, replaceFile } from './disk.ts';
import {
  journalGone,
  journalName,
  ledgerName,
  missing,
  otherTenant,
  unfinishedRun,
  unreadable,
  unwritable,
} from './failures.ts';
import { fold } from './fold.ts';
import { type OpenJournal, openJournal, readJournal } from './journal.ts';
import { lastApply } from './last-apply.ts';
import { type HeldLock, takeLock } from './lock.ts';
import type { Owner } from './lockfile.ts';
import type { Ledger, Lock } from './port.ts';
import { keepReasons } from './reasons.ts';
import { asUnfinished, type Run, runOf } from './run.ts';
import { archive } from './runs.ts';
import { asMemory, type Remembered } from './state.ts';
import { encode, readStore, writeStore } from './store.ts';

export interface FileLedgerOptions {
  /** Made (mode 0700) when the lock is first taken. */
  readonly folder: string;
  /** The API root; a ledger belongs to one. */
  readonly baseUrl: string;
  readonly tenant: string;
  /** As `Ledger.named`; absent: empty. */
  readonly named?: string;
  readonly owner: Owner;
  /** Milliseconds since 1970. */
  readonly clock: { readonly now: () => number };
  readonly random: () => number;
}

type Options = FileLedgerOptions;

/** `written`: the entries of the journal, where this process wrote all of them. */
async function readAll(
  options: Options,
  written: readonly Entry[] | null = null,
): Promise<Result<{ run: Run | null; remembered: Remembered }>> {
  // The journal first: a run that is closed in between is then folded twice, which changes nothing.
  const entries = written === null ? await readJournal(options.folder, options.baseUrl) : ok(written);
  if (!entries.ok) return entries;
  const stored = await readStore(options.folder, options);
  if (!stored.ok) return stored;
  return ok({ run: runOf(entries.value), remembered: fold(stored.value, entries.value) });
}

/** Ends a run for good. A crash in between leaves the journal, and doing it again gives the same. */
async function settle(
  options: Options,
  lock: HeldLock,
  { run, remembered }: { readonly run: Run; readonly remembered: Remembered },
): Promise<Result<true>> {
  const text = encode(remembered, options);
  const held = await lock.check();
  if (!held.ok) return held;
  const soFar = 'what was sent is done and recorded in the journal, and the next apply completes this file';
  const written = await writeStore(options.folder, text, options.random, soFar);
  if (!written.ok) return written;
  const work = async (): Promise<Result<true>> => {
    await keepReasons(options.folder, run);
    await archive(options.folder, run);
    return ok(true);
  };
  return guarded(work, (cause) => unwritable(join(options.folder, journalName), cause, soFar));
}

async function close(
  options: Options,
  lock: HeldLock,
  written: readonly Entry[] | null,
): Promise<Result<Memory>> {
  const all = await readAll(options, written);
  if (!all.ok) return all;
  const { run, remembered } = all.value;
  if (run === null) return err(journalGone(join(options.folder, journalName)));
  if (!run.ended) throw new Bug('a run is closed after its `end` entry');
  const settled = await settle(options, lock, { run, remembered });
  return settled.ok ? ok(asMemory(remembered, options.named)) : settled;
}

async function writeBegin(options: Options, plan: Plan, at: string): Promise<Result<Entry>> {
  const { folder, owner, random } = options;
  const head = {
    entry: 'begin',
    format: journalFormat,
    at,
    owner: `${owner.name} on ${owner.host}`,
  } as const;
  const entry: Entry = { ...head, plan };
  const line = `${JSON.stringify(head).slice(0, -1)},"plan":${textOf(plan)}}\n`;
  const work = async (): Promise<Result<Entry>> => {
    await replaceFile(folder, journalName, line, random);
    return ok(entry);
  };
  return guarded(work, (cause) => unwritable(join(folder, journalName), cause, 'nothing was sent'));
}

/** The first entry of the run that is begun. */
async function begin(options: Options, lock: HeldLock, plan: Plan, at: string): Promise<Result<Entry>> {
  const path = join(options.folder, journalName);
  if (plan.base_url !== options.baseUrl) return err(otherTenant(path, options.baseUrl, plan.base_url));
  const all = await readAll(options);
  if (!all.ok) return all;
  const { run, remembered } = all.value;
  if (run !== null && !run.ended) return err(unfinishedRun(path, run, options.named ?? ''));
  const settled = run === null ? await lock.check() : await settle(options, lock, { run, remembered });
  if (!settled.ok) return settled;
  return writeBegin(options, plan, at);
}

/** The journal, with each entry that is written noted. */
function noting({ append, shut }: OpenJournal, written: Entry[]): OpenJournal {
  const appendAndNote: OpenJournal['append'] = async (entry) => {
    const done = await append(entry);
    if (done.ok) written.push(entry);
    return done;
  };
  return { append: appendAndNote, shut };
}

async function memory(options: Options): Promise<Result<Memory>> {
  const all = await readAll(options);
  return all.ok ? ok(asMemory(all.value.remembered, options.named)) : all;
}

function exists({ folder }: Options): Promise<Result<true>> {
  const look = async (): Promise<Result<true>> => {
    const names = namesIn(folder);
    return [ledgerName, journalName].some((name) => names.includes(name)) ? ok(true) : err(missing(folder));
  };
  return guarded(look, (cause) => unreadable(folder, cause));
}

async function unfinished({ folder, baseUrl }: Options): Promise<Result<Unfinished | null>> {
  const entries = await readJournal(folder, baseUrl);
  if (!entries.ok) return entries;
  const run = runOf(entries.value);
  return ok(run === null || run.ended ? null : asUnfinished(run));
}

async function reopen(options: Options, lock: HeldLock): Promise<Result<OpenJournal>> {
  const open = await unfinished(options);
  if (!open.ok) return open;
  if (open.value === null) return err(journalGone(join(options.folder, journalName)));
  return ok(openJournal(options.folder, lock.check));
}

/** The file store of the ledger. `begin`, `reopen` and `close` are for the holder of its lock. */
export function fileLedger(options: FileLedgerOptions): Ledger {
  let held: HeldLock | null = null;
  /** The whole journal, where this process has begun it. */
  let written: Entry[] | null = null;
  let journal: OpenJournal | null = null;
  const shut = async (): Promise<void> => {
    await journal?.shut();
    journal = null;
  };
  const lock = async (): Promise<Result<Lock>> => {
    const taken = await takeLock(options);
    if (!taken.ok) return taken;
    held = taken.value;
    const { release } = held;
    return ok({ ...held, release: () => shut().then(release) });
  };
  const holding = (): HeldLock => {
    if (held === null) throw new Bug('this needs the lock of the ledger');
    return held;
  };
  return {
    named: options.named ?? '',
    exists: () => exists(options),
    memory: () => memory(options),
    lastApply: () => lastApply(options.folder, options.baseUrl),
    lock,
    unfinished: () => unfinished(options),
    begin: async (plan, startedAt) => {
      const begun = await begin(options, holding(), plan, startedAt);
      if (!begun.ok) return begun;
      written = [begun.value];
      journal = noting(openJournal(options.folder, holding().check), written);
      return ok(journal);
    },
    reopen: async () => {
      written = null;
      const opened = await reopen(options, holding());
      if (opened.ok) journal = opened.value;
      return opened;
    },
    close: async () => {
      await shut();
      const closed = await close(options, holding(), written);
      written = null;
      return closed;
    },
  };
}
