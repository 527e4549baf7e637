// The built command as a process of its own, in a folder of its own, against a simulated tenant of this process. Nothing of the
// surrounding environment reaches it but PATH.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Options, type Simulator, startSimulator } from '../../src/simulator/index.ts';

export const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** No process of a test may run longer. */
export const limitMs = 50_000;

export type Env = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Room {
  readonly dir: string;
  readonly env: Env;
  readonly write: (name: string, text: string | Uint8Array) => Promise<void>;
  /** `trueup …args` in the room's folder, without a terminal. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** The same with more, or other, variables. */
  readonly runWith: (env: Env, ...args: readonly string[]) => Promise<Ran>;
}

export interface Tenant extends Room {
  readonly simulator: Simulator;
}

/** A folder that goes when the test ends, with a home and a temporary folder of its own. */
export async function room(given: Env = {}): Promise<Room> {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-cli-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const [home, temporary] = [join(dir, 'home'), join(dir, 'tmp')];
  for (const folder of [home, temporary]) await mkdir(folder);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: temporary, ...given };
  return {
    dir,
    env,
    write: (name, text) => writeFile(join(dir, name), text),
    run: (...args) => runTrueup(args, dir, env),
    runWith: (more, ...args) => runTrueup(args, dir, { ...env, ...more }),
  };
}

/** A room whose environment signs in to a simulated tenant. */
export async function tenant(options: Options = {}, env: Env = {}): Promise<Tenant> {
  const simulator = await startSimulator({ devices: 20, ...options });
  onTestFinished(() => simulator.close());
  const own = await room({ ID360_BASE_URL: simulator.url, ID360_ACCESS_TOKEN: 'any-token', ...env });
  return { ...own, simulator };
}

function runTrueup(args: readonly string[], cwd: string, env: Env): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The one JSON document that stdout is; a test fails here where it is anything else. */
export function documentOf({ stdout, stderr, code }: Ran): Record<string, unknown> {
  try {
    // What is not an object shows in the assertion that follows.
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch (error) {
    throw new TypeError(`stdout is not one JSON document (exit ${code}): ${error}\n${stdout}\n${stderr}`);
  }
}

/** Requests that could have changed something; sign-ins are not among them. */
export function writesOf({ requests }: Simulator): readonly string[] {
  return requests
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path}`);
}
