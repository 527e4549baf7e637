// Whether the process is still wanted. Terraform ends a provider by RPC, but a killed Terraform ends nothing: its
// provider is handed to another parent, and notices that. Its stdin tells nothing, being the terminal's or /dev/null.

import type { Life } from './life.ts';

/** What is needed of `process`. */
export interface Host {
  readonly ppid: number;
  readonly on: (event: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void) => unknown;
  readonly kill: (pid: number, signal: 0) => unknown;
  readonly exit: (status: number) => void;
}

/** Terraform connects as soon as it has read the line, and gives up after a minute. */
const connectMs = 60_000;
const lookMs = 500;

/** Ends the life when Terraform is gone, never came, or somebody sends a signal; a second signal ends it at once. */
export function watch(host: Host, life: Life, wasUsed: () => boolean): void {
  const parent = host.ppid;
  const look = setInterval(() => {
    if (host.ppid === parent && isAlive(host, parent)) return;
    clearInterval(look);
    life.end(0);
  }, lookMs);
  look.unref();
  setTimeout(() => wasUsed() || life.end(0), connectMs).unref();
  // Ctrl-C reaches every process of the terminal; Terraform then says by RPC what is to be done.
  host.on('SIGINT', () => undefined);
  for (const [name, status] of [['SIGTERM', 143] as const, ['SIGHUP', 129] as const])
    host.on(name, () => (life.isEnding() ? host.exit(status) : life.end(status)));
}

/** False only where there is no such process: one that may not be signalled is there. */
function isAlive(host: Host, pid: number): boolean {
  try {
    host.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
