// The real terraform in folders of their own, with providers from a mirror that is built here. Nothing is downloaded.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { layMirror } from '../../bench/terraform-floor/build.mjs';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ran: Promise<Ran>;
}

export interface Workspace {
  readonly dir: string;
  /** The folder for temporary files. */
  readonly temp: string;
  readonly begin: (args: readonly string[], env?: Readonly<Record<string, string>>) => Running;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
}

/** A folder with this configuration, initialised with the provider of `entry` at `address`. */
export async function workspace(entry: string, address: string, configuration: string): Promise<Workspace> {
  const dir = mkdtempSync(join(tmpdir(), 'terraform-test-'));
  const temp = join(dir, 'temp');
  mkdirSync(temp);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const { config } = await layMirror(dir, entry, address);
  const name = address.split('/').at(-1);
  const required = `terraform {\n  required_providers {\n    ${name} = { source = "${address}" }\n  }\n}\n`;
  writeFileSync(join(dir, 'main.tf'), `${required}${configuration}`);
  const begin: Workspace['begin'] = (args, env = {}) => {
    const child = spawn('terraform', args, {
      cwd: dir,
      env: {
        PATH: process.env['PATH'],
        HOME: dir,
        TMPDIR: temp,
        TF_CLI_CONFIG_FILE: config,
        TF_IN_AUTOMATION: '1',
        TF_CLI_ARGS: '-no-color',
        CHECKPOINT_DISABLE: '1',
        ...env,
      },
      timeout: 90_000,
      killSignal: 'SIGKILL',
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
    return { child, ran: once(child, 'close').then(([code]) => ({ code, out })) };
  };
  const made: Workspace = { dir, temp, begin, run: (args, env) => begin(args, env).ran };
  const { code, out } = await made.run(['init']);
  if (code !== 0) throw new TypeError(out);
  return made;
}

/** What a provider of this name has left among the temporary files. */
export const leftovers = ({ temp }: Workspace, name: string): string[] =>
  readdirSync(temp).filter((file) => file.startsWith(`${name}-`));
