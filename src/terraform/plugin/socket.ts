// The socket that Terraform connects to, in a folder of its own that nobody else can look into. It listens before
// the server behind it is loaded: connections wait until somebody takes them.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

export interface Listener {
  readonly path: string;
  /** Calls back for each connection, those that wait first. */
  readonly serve: (take: (socket: Socket) => void) => void;
  /** True once anybody has connected. */
  readonly wasUsed: () => boolean;
  /** Removes the socket and its folder; also fit for the last moment of the process. */
  readonly remove: () => void;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A socket's path may have so many bytes, on every system; a folder for temporary files can be deeper than that. */
const longest = 103;

/** Listens in a fresh folder, which only this user can enter; throws what the file system throws. */
export function listen(env: Env, name: string): { readonly listener: Listener; readonly server: Server } {
  const folder = mkdtempSync(prefixOf(env, name));
  const path = join(folder, 's');
  const waiting: Socket[] = [];
  let used = false;
  let taking = (socket: Socket): void => void waiting.push(socket);
  const server = createServer((socket) => {
    used = true;
    // Whoever connects may go again; the RPCs of a connection that is lost fail by themselves.
    socket.on('error', () => undefined);
    taking(socket);
  });
  const listener: Listener = {
    path,
    serve: (take) => {
      taking = take;
      for (const socket of waiting.splice(0)) take(socket);
    },
    wasUsed: () => used,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  return { listener, server: server.listen(path) };
}

function prefixOf(env: Env, name: string): string {
  const wanted = join(env['PLUGIN_UNIX_SOCKET_DIR'] || env['TMPDIR'] || '/tmp', `${name}-`);
  // mkdtemp adds six characters, and the socket in it two.
  return Buffer.byteLength(wanted) + 8 <= longest ? wanted : join('/tmp', `${name}-`);
}
