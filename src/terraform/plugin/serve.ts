// A provider as a process: greet, listen, print the line that Terraform waits for, and only then load what answers.
// Nothing else is ever written to stdout, and the end leaves nothing behind.

import { createCertificate } from './certificate.ts';
import type { Handlers, Ready } from './handlers.ts';
import { greeting, readGreeting } from './handshake.ts';
import { createLife, type Life } from './life.ts';
import { createLog, type Log } from './log.ts';
import type { PluginServer } from './server.ts';
import { type Listener, listen } from './socket.ts';
import { watch } from './watch.ts';

export interface ServeOptions {
  /** The provider; a function is called at the first RPC, after the handshake. */
  readonly handlers: Handlers | (() => Promise<Handlers>);
  /** Answers that are known beforehand: what loads their bytes. */
  readonly ready?: Ready;
  /** The process to serve in; its `exit` must not return. */
  readonly process: NodeJS.Process;
  readonly now: () => Date;
  /** Every line of the log and every word of a diagnostic passes through here. */
  readonly redact: (text: string) => string;
  /** A word that names the provider in the log, and its folder among the temporary files. */
  readonly name: string;
  /** A sentence for people who start the plugin by hand: what to run instead. */
  readonly instead: string;
  /** So many milliseconds a handler gets to finish when the process is to end; 30 seconds by default. */
  readonly grace?: number;
}

/** Serves until Terraform ends the process or is gone. Without Terraform it says what to run instead, and exits 1. */
export function serve(options: ServeOptions): void {
  const { process, now, redact, name } = options;
  const greeted = readGreeting(process.env, options.instead);
  if (!greeted.ok) giveUp(process, greeted.error);
  // Whoever read them may be gone; that must not end what is under way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const log = createLog({ env: process.env, write: (line) => process.stderr.write(line), now, redact, name });
  const certificate = createCertificate(now());
  let server: PluginServer | undefined;
  const life = createLife({
    exit: (status) => process.exit(status),
    grace: options.grace ?? 30_000,
    close: async () => server?.close(),
  });
  const { handlers, ready = {} } = options;
  const load = typeof handlers === 'function' ? handlers : async () => handlers;
  const start = async (listener: Listener): Promise<void> => {
    process.stdout.write(greeting(listener.path, certificate.der));
    const { createServer } = await import('./server.ts');
    server = createServer({ ...greeted.value, certificate, handlers: load, ready, life, log, redact });
    listener.serve(server.take);
  };
  open(process, name, (listener) => {
    watch(process, life, listener.wasUsed);
    survive(process, life, log);
    start(listener).catch((error: unknown) => giveUp(process, redact(String(error))));
  });
}

function open(process: NodeJS.Process, name: string, ready: (listener: Listener) => void): void {
  try {
    const { listener, server } = listen(process.env, name);
    // Before whatever else is done at the end: Terraform does not wait for ever.
    process.prependOnceListener('exit', listener.remove);
    server.once('error', (error) => giveUp(process, noSocket(error)));
    server.once('listening', () => ready(listener));
  } catch (error) {
    giveUp(process, noSocket(error));
  }
}

const noSocket = (error: unknown): string =>
  `There can be no socket for Terraform to connect to: ${String(error)}. ` +
  'Let TMPDIR name a folder that exists and that this user can write to.';

/** What nobody caught makes every handler fail, with a diagnostic that Terraform shows, instead of the connection. */
function survive(process: NodeJS.Process, life: Life, log: Log): void {
  const broke = (error: unknown): void => {
    log.error('not caught', {
      cause: String(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    life.break(error);
  };
  process.on('uncaughtException', broke);
  process.on('unhandledRejection', broke);
}

function giveUp(process: NodeJS.Process, why: string): never {
  process.stderr.write(`${why}\n`);
  return process.exit(1);
}
