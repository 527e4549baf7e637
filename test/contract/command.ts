// The real command in this process, in a folder of its own, against a simulated tenant behind the recorder. Only the
// terminal is not real.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run.ts';
import type { Options } from '../../src/simulator/index.ts';
import { openTenant, type Tenant } from './tenant.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Room extends Tenant {
  readonly folder: string;
  readonly write: (name: string, text: string) => Promise<void>;
  /** `trueup …args` in the room's folder. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
}

export async function openRoom(options: Options, signIn: Io['env'] = byToken): Promise<Room> {
  const tenant = await openTenant(options);
  const cwd = await mkdtemp(join(tmpdir(), 'trueup-contract-'));
  const env = {
    HOME: cwd,
    ID360_BASE_URL: `${tenant.origin}/api/v1`,
    ID360_ACCOUNTS_URL: tenant.origin,
    ADMANAGER_BASE_URL: tenant.origin,
    ADMANAGER_AUTH_TOKEN: 'technician-token',
    ...signIn,
  };
  return {
    ...tenant,
    folder: cwd,
    write: (name, text) => writeFile(join(cwd, name), text),
    run: (...args) => ranIn(cwd, env, args),
    close: async () => {
      await tenant.close();
      await rm(cwd, { recursive: true, force: true });
    },
  };
}

const byToken = { ID360_ACCESS_TOKEN: 'some-token' };

/** Signs in with a refresh token, so that the access token is asked for over the wire too. */
export const byRefresh = {
  ID360_CLIENT_ID: 'client',
  ID360_CLIENT_SECRET: 'secret',
  ID360_REFRESH_TOKEN: 'refresh',
};

async function ranIn(cwd: string, env: Io['env'], args: readonly string[]): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const code = await runCli(args, {
    env,
    cwd,
    interactive: false,
    color: { out: false, err: false },
    width: 100,
    tableWidth: 100,
    live: false,
    print: async (text) => {
      stdout += text;
    },
    note: (text) => {
      stderr += `${text}\n`;
    },
    catchStop: () => new AbortController().signal,
  });
  return { code, stdout, stderr };
}
