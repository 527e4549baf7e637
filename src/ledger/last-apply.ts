// When the last apply ended, read from the journals: the one under way first, else the newest of the past. A run that
// was cut off counts with the last thing that it wrote.

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../model/failure.ts';
import type { Entry } from '../model/journal.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isEntry } from './check.ts';
import { guarded, namesIn } from './disk.ts';
import { corrupt, journalName, unreadable } from './failures.ts';
import { readJournal } from './journal.ts';
import { isPast } from './runs.ts';
import { decodeJson } from './text.ts';

/** Bytes of a past journal that are read: its last line is a short one, its first holds a whole plan. */
const tail = 4096;

/** ISO 8601; null where no run is kept. */
export async function lastApply(folder: string, baseUrl: string): Promise<Result<string | null>> {
  const entries = await readJournal(folder, baseUrl);
  if (!entries.ok) return entries;
  const last = entries.value.at(-1);
  if (last !== undefined) return timeOf(last, join(folder, journalName));
  const past = join(folder, 'runs');
  const read = async (): Promise<Result<string | null>> => {
    const newest = namesIn(past).filter(isPast).sort().at(-1);
    return newest === undefined ? ok(null) : endOf(join(past, newest));
  };
  return guarded(read, (cause) => unreadable(past, cause));
}

async function endOf(path: string): Promise<Result<string>> {
  const json = decodeJson(await lastLine(path));
  const entry = json.ok ? json.value : null;
  return isEntry(entry) && entry.entry === 'end' ? timeOf(entry, path) : err(noEnd(path));
}

const timeOf = ({ at }: Entry, path: string): Result<string> =>
  Number.isNaN(Date.parse(at)) ? err(noEnd(path)) : ok(at);

async function lastLine(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, tail);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8').trimEnd();
    return text.slice(text.lastIndexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}

function noEnd(path: string): Failure {
  return {
    ...corrupt(path, 'its last line does not say when the run ended'),
    next: 'restore it from git or a backup, or delete it: past runs are only looked at for the time of the last apply',
  };
}
