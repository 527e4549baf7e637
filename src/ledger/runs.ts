// runs/: the journals of past applies, the newest twenty kept. Their names sort by the time they began.

import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, namesIn, syncFolder } from './disk.ts';
import { journalName } from './failures.ts';
import type { Run } from './run.ts';

const kept = 20;
export const isPast = (name: string): boolean => /^\d{4}-.*\.jsonl$/.test(name);

/** `2026-05-04T03-02-01.000Z-1a2b3c4d.jsonl`: no character that some file system refuses. */
function nameOf({ startedAt, plan }: Run): string {
  const started = startedAt.replace(/[^0-9A-Za-z.-]/g, '-');
  const id = plan.id.slice(plan.id.lastIndexOf(':') + 1).replace(/[^0-9A-Za-z]/g, '');
  return `${started}-${id.slice(0, 8)}.jsonl`;
}

/** Moves the journal of a run that ended among the past ones. */
export async function archive(folder: string, run: Run): Promise<void> {
  const past = join(folder, 'runs');
  await makeFolder(past);
  await rename(join(folder, journalName), join(past, nameOf(run)));
  await syncFolder(past);
  await syncFolder(folder);
  const names = namesIn(past).filter(isPast).sort();
  for (const name of names.slice(0, Math.max(0, names.length - kept)))
    await rm(join(past, name), { force: true });
}
