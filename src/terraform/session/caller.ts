// Who started this process. Only Linux tells without starting another one; elsewhere nobody is known.

import { readFile } from 'node:fs/promises';
import type { Caller } from './recall.ts';

export async function callerOf(parent: number, cwd: string): Promise<Caller | null> {
  try {
    const line = await readFile(`/proc/${parent}/cmdline`, 'utf8');
    const stat = await readFile(`/proc/${parent}/stat`, 'utf8');
    // Fields are counted behind the name, which may hold anything; the 20th from there is when it started.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined
      ? null
      : { words: line.split('\0').filter(Boolean), identity: `${parent} ${started}`, cwd };
  } catch {
    return null;
  }
}
