// Processes of the acceptance tests: each leads a process group of its own, so that what it started can be stopped with it, and
// none outlives its limit.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { vi } from 'vitest';

export type Env = Readonly<Record<string, string>>;

export interface Ran {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both on one line, whatever width they were wrapped at: where assertions look for words. */
  readonly said: string;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ran>;
  /** What it has printed until now, on one line. */
  readonly said: () => string;
  /** To the process alone; what it started lives on. Nothing where it has ended: its id may be another's by then. */
  readonly kill: (signal: NodeJS.Signals) => void;
  /** To the process and everything that it started, as a terminal does it: `SIGINT` is Ctrl-C. */
  readonly killAll: (signal: NodeJS.Signals) => void;
}

export interface Start {
  readonly cwd: string;
  readonly env: Env;
  /** What it reads; absent: an empty input. */
  readonly input?: string | undefined;
  /** Then it and everything that it started are killed. */
  readonly limitMs: number;
}

/** The promise `ended` rejects where the command cannot be started. */
export function start(command: string, args: readonly string[], given: Start): Running {
  const { cwd, env, input = '', limitMs } = given;
  const child = spawn(command, args, { cwd, env, detached: true });
  const told = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      told[stream] += text;
    });
  }
  // A process that ends without reading its input is no error.
  child.stdin.on('error', () => undefined).end(input);
  const { pid = 0 } = child;
  const isOver = (): boolean => pid === 0 || child.exitCode !== null || child.signalCode !== null;
  const kill = (name: NodeJS.Signals): void => (isOver() ? undefined : signal(pid, name));
  const killAll = (name: NodeJS.Signals): void => (isOver() ? undefined : signal(-pid, name));
  const limit = setTimeout(killAll, limitMs, 'SIGKILL');
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject).once('close', (code, name) => {
      clearTimeout(limit);
      resolve({ code, signal: name, ...told, said: flat(told) });
    });
  });
  return { pid, ended, said: () => flat(told), kill, killAll };
}

const flat = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string =>
  `${stdout} ${stderr}`.replace(/\s+/g, ' ').trim();

/** A negative id means the process group. What is gone already needs no signal. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The ids of the processes whose command line has the text. Those that ended and wait for their parent are not among them. */
export function processesWith(text: string): readonly number[] {
  const all = existsSync('/proc/self/cmdline') ? commandLines() : commandLinesOfPs();
  return all.filter(([pid, line]) => pid !== process.pid && line.includes(text)).map(([pid]) => pid);
}

type CommandLine = readonly [pid: number, line: string];

function commandLines(): readonly CommandLine[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid): CommandLine[] => {
    try {
      return [[Number(pid), readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]];
    } catch {
      // It ended between the two calls.
      return [];
    }
  });
}

/** Where there is no /proc, as on macOS. */
function commandLinesOfPs(): readonly CommandLine[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => [Number.parseInt(line, 10), line]);
}

/** Waits until something is so; a test fails where it is not so in the end. */
export async function until(isSo: () => boolean): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 30_000, interval: 20 });
}
