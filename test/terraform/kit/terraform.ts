// The real terraform in a folder of its own: its configuration, state, home and provider live there, nothing of the surrounding
// environment reaches it but PATH, and when the test ends, its processes and the folder go.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { fillMirror, writeCliConfig } from './mirror.ts';
import { type Env, processesWith, type Ran, type Running, signal, start } from './process.ts';
import type { Shown, State } from './shown.ts';

/** By name, relative to the folder: texts as they are, objects as JSON. */
export type Files = Readonly<Record<string, string | object>>;

export interface Given {
  readonly env?: Env;
  /** Its stdin; absent: an empty one. */
  readonly input?: string;
}

export interface Expecting extends Given {
  /** The exit codes with which the test goes on; 0 where nothing is said. */
  readonly expect?: number | readonly number[];
}

type Run = (args: readonly string[], given?: Expecting) => Promise<Ran>;
type RunWith = (args?: readonly string[], given?: Expecting) => Promise<Ran>;

export interface Workspace {
  readonly dir: string;
  readonly env: Env;
  readonly write: (files: Files) => Promise<void>;
  /** `terraform …args`, to its end. */
  readonly run: Run;
  /** `terraform …args`, for tests that stop it on its way. */
  readonly spawn: (args: readonly string[], given?: Given) => Running;
  /** Saved as `tfplan`. Exits with 0 where there is nothing to do, with 2 where there is. */
  readonly plan: RunWith;
  /** Without a question; `apply(['tfplan'])` applies what was saved. */
  readonly apply: RunWith;
  /** The saved plan, or the file given, as `show -json` has it. */
  readonly showPlan: (file?: string) => Promise<Shown>;
  /** The state as `show -json` has it. */
  readonly show: () => Promise<Shown>;
  /** The state as it is stored, private data included. */
  readonly state: () => Promise<State>;
  /** The ids of this workspace's provider processes that are still there. */
  readonly providers: () => readonly number[];
}

export interface Options {
  /** For every command: `tenant.env`, most of all. */
  readonly env?: Env;
  /** False: built-in resources alone, nothing needs to be built. */
  readonly provider?: boolean;
  /** False: `init` is left to the test. */
  readonly init?: boolean;
}

/** The first lines of a configuration of these resources. */
export const head =
  'terraform {\n  required_providers {\n    id360 = { source = "trueup/id360" }\n  }\n}\n\n';

/** No command of a test may run longer. */
const limitMs = 50_000;

/** An initialised workspace. A text is the `main.tf` below `head`; files stand for themselves. */
export async function workspace(given: string | Files, options: Options = {}): Promise<Workspace> {
  const { env = {}, provider = true, init = true } = options;
  const dir = await mkdtemp(join(tmpdir(), 'trueup-tf-'));
  const own = handle(dir, { ...(await surroundings(dir)), ...env });
  await own.write(typeof given === 'string' ? { 'main.tf': `${head}${given}` } : given);
  if (provider) await fillMirror(join(dir, '.kit/mirror'));
  if (init) await own.run(['init', '-input=false']);
  return own;
}

/** All that is not the test's own stands in `.kit`; names are short, since a socket's path may have some hundred characters. */
async function surroundings(dir: string): Promise<Env> {
  const [home, temporary] = [join(dir, '.kit/home'), join(dir, '.kit/tmp')];
  for (const folder of [home, temporary]) await mkdir(folder, { recursive: true });
  const config = join(dir, '.kit/terraform.rc');
  await writeCliConfig(config, join(dir, '.kit/mirror'));
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: temporary,
    TF_CLI_CONFIG_FILE: config,
    TF_DATA_DIR: join(dir, '.kit/data'),
    TF_CLI_ARGS: '-no-color',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

function handle(dir: string, env: Env): Workspace {
  const started: Running[] = [];
  const providers = () => processesWith(join(dir, '.kit/data/providers'));
  const spawn: Workspace['spawn'] = (args, { env: more, input } = {}) => {
    const running = start('terraform', args, { cwd: dir, env: { ...env, ...more }, input, limitMs });
    started.push(running);
    return running;
  };
  onTestFinished(async () => {
    for (const { killAll } of started) killAll('SIGKILL');
    await Promise.allSettled(started.map(({ ended }) => ended));
    for (const pid of providers()) signal(pid, 'SIGKILL');
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  });
  const run: Run = async (args, options = {}) => accepted(args, await spawn(args, options).ended, options);
  return { dir, env, write: (files) => write(dir, files), run, spawn, ...commands(run), providers };
}

function commands(run: Run) {
  // What terraform documents for these commands; a test looks at the members it is about.
  const document = async <T>(...args: readonly string[]): Promise<T> =>
    JSON.parse((await run(args)).stdout) as T;
  const plan: RunWith = (args = [], given) =>
    run(['plan', '-input=false', '-detailed-exitcode', '-out=tfplan', ...args], { expect: [0, 2], ...given });
  const apply: RunWith = (args = [], given) =>
    run(['apply', '-input=false', '-auto-approve', ...args], given);
  return {
    plan,
    apply,
    showPlan: (file = 'tfplan') => document<Shown>('show', '-json', file),
    show: () => document<Shown>('show', '-json'),
    state: () => document<State>('state', 'pull'),
  };
}

function accepted(args: readonly string[], ran: Ran, { expect: codes = 0 }: Expecting): Ran {
  if ([codes].flat().some((code) => code === ran.code)) return ran;
  const { code, signal, stdout, stderr } = ran;
  return expect.fail(`terraform ${args.join(' ')} ended with ${code ?? signal}\n${stdout}\n${stderr}`);
}

async function write(dir: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(
      join(dir, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  }
}
