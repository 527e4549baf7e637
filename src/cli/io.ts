// The terminal as the commands see it. stdout carries one parseable document; notes and progress go to stderr;
// colour and progress bars only on a terminal, never under NO_COLOR.

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** True where a person can be asked. */
  readonly interactive: boolean;
  /** Colour on stdout, and on stderr. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Columns of the terminal; 100 where there is none, or one that does not know. */
  readonly width: number;
  /** Columns that a table on stdout may take: what is piped is not cut. */
  readonly tableWidth: number;
  /** True where a line on stderr can be rewritten. */
  readonly live: boolean;
  /** Resolves when the text is on its way: a long document waits for a slow reader. */
  readonly print: (text: string) => Promise<void>;
  readonly note: (text: string) => void;
  /**
   * From now on the first SIGINT or SIGTERM aborts the signal, with its name as the reason, instead of ending the
   * process; a second one ends it. Before that, and in commands that never ask, signals end the process at once.
   */
  readonly catchStop: () => AbortSignal;
}

/** The real terminal. A reader that goes away (`| head`) is no error, and never stops an apply half-way. */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  const live = stderr.isTTY === true && env['TERM'] !== 'dumb';
  // A note takes the place of a progress line; the next event draws that again below it.
  const clear = live ? '\r\u001b[K' : '';
  const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const closed = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
  };
  stdout.on('error', closed);
  stderr.on('error', closed);
  return {
    env,
    cwd: process.cwd(),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    color: { out: stdout.isTTY === true && !plain, err: stderr.isTTY === true && !plain },
    width: stdout.columns || stderr.columns || 100,
    tableWidth: stdout.isTTY === true ? stdout.columns || 100 : Number.POSITIVE_INFINITY,
    live,
    print: (text) => new Promise((resolve) => stdout.write(text, () => resolve())),
    note: (text) => void stderr.write(`${clear}${text.endsWith('\n') ? text : `${text}\n`}`),
    catchStop: once(stopSignal),
  };
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    controller.abort(signal);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
