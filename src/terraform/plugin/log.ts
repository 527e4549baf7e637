// The log as Terraform reads it: hclog's JSON, a line for each entry, on stderr. With no level asked for nothing is
// written, and every line passes the redactor as a whole, so that no field can carry a secret out.

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/** Shown beside the message; what does not fit into JSON is left out. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Log = { readonly [Name in Level]: (message: string, fields?: Fields) => void };

export interface LogOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (line: string) => void;
  readonly now: () => Date;
  readonly redact: (text: string) => string;
  /** Stands as `@module` in each line. */
  readonly name: string;
}

/** A log that writes what TF_LOG_PROVIDER, or else TF_LOG, asks for. */
export function createLog({ env, write, now, redact, name }: LogOptions): Log {
  const least = leastOf(env['TF_LOG_PROVIDER'] || env['TF_LOG'] || 'off');
  const entry =
    (level: Level) =>
    (message: string, fields: Fields = {}): void => {
      if (levels.indexOf(level) < least) return;
      const line = { '@level': level, '@message': message, '@module': name, '@timestamp': stamp(now()) };
      write(`${redact(JSON.stringify({ ...fields, ...line }))}\n`);
    };
  return {
    trace: entry('trace'),
    debug: entry('debug'),
    info: entry('info'),
    warn: entry('warn'),
    error: entry('error'),
  };
}

/** As Terraform reads it: JSON, and words that are no level, ask for everything. */
function leastOf(word: string): number {
  const known: readonly string[] = levels;
  return word.toLowerCase() === 'off' ? levels.length : Math.max(0, known.indexOf(word.toLowerCase()));
}

/** Six digits of a second: a time of any other length makes Terraform take the line for plain text. */
const stamp = (now: Date): string => now.toISOString().replace('Z', '000Z');
