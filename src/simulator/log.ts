// The log of requests: bounded in entries and in characters of bodies, oldest dropped first. It never holds a header or
// a secret.

import type { Json } from '../model/json.ts';

/** One request as it was answered. `status` 0: the connection was broken before any work. */
export interface LoggedRequest {
  readonly method: string;
  /** From `/` on, without the query. */
  readonly path: string;
  /** Secrets as `***`. */
  readonly query: Readonly<Record<string, string>>;
  /** JSON or the fields of a form, secrets as `***`; absent where there was neither. */
  readonly body?: Json;
  /** Of the work done, even where the answer was lost. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The fault that it met. */
  readonly fault?: string;
}

const maxEntries = 50_000;
const maxCharacters = 32_000_000;

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /** `size`: characters of its body. */
  readonly add: (entry: LoggedRequest, size: number) => void;
}

export function createLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const sizes: number[] = [];
  let characters = 0;
  const dropOldest = (): void => {
    const count = Math.ceil(entries.length / 10);
    entries.splice(0, count);
    characters = sizes.splice(0, count).reduce((left, size) => left - size, characters);
  };
  const add = (entry: LoggedRequest, size: number): void => {
    while (entries.length > 0 && (entries.length >= maxEntries || characters + size > maxCharacters))
      dropOldest();
    entries.push(entry);
    sizes.push(size);
    characters += size;
  };
  return { entries, add };
}
