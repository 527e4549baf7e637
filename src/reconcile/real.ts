// The real clock, randomness and owner, made once at the edge and given to everything below as parameters.

import { hostname, userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../api/client.ts';

export const clock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }).catch(() => undefined),
};

/** Who holds the ledger's lock. */
export function owner(env: Readonly<Record<string, string | undefined>>): {
  name: string;
  host: string;
  pid: number;
} {
  return { name: env['USER'] ?? env['USERNAME'] ?? userName(), host: hostname(), pid: process.pid };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
