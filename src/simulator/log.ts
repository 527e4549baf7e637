// The log of requests: bounded, oldest dropped first. It never holds a header or a body.

/** One request as it was answered. `status` 0: the connection was broken before any work. */
export interface LoggedRequest {
  readonly method: string;
  /** From `/` on, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of the work done, even where the answer was lost. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The fault that it met. */
  readonly fault?: string;
}

const maxEntries = 50_000;

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  readonly add: (entry: LoggedRequest) => void;
}

export function createLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const add = (entry: LoggedRequest): void => {
    if (entries.length >= maxEntries) entries.splice(0, maxEntries / 10);
    entries.push(entry);
  };
  return { entries, add };
}
