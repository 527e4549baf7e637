// Where the machine has a file system in memory that programs may run from, temporary folders of tests lie there: the ledger
// waits for the disk at each entry, and no test could see whether the bytes arrived. They go when the run is over.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
/** What the tests of a run may need at once, many times over. */
const enough = 2 * 2 ** 30;

/** Before any test file: what the workers inherit. A TMPDIR that somebody has set counts. */
export default function setup(): (() => void) | undefined {
  const folder = process.env['TMPDIR'] === undefined ? folderIn(memory) : undefined;
  if (folder === undefined) return undefined;
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function folderIn(place: string): string | undefined {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < enough) return undefined;
    // Short: sockets lie in it, and a socket's path may have some hundred characters.
    folder = mkdtempSync(join(place, 'tu-'));
    // PostgreSQL in it runs as another user.
    chmodSync(folder, 0o755);
    const program = join(folder, 'runs');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    execFileSync(program);
    return folder;
  } catch {
    // There is none, or programs may not run from it.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
