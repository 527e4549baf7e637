// The contract of a kind's server part: how the simulated API behaves for that kind, written from the API pages
// and never from kind.ts. Kinds share one in-memory world of tables; they meet there, never in imports.

import type { Method, Service } from './call.ts';
import type { Json, JsonObject } from './json.ts';
import type { Result } from './result.ts';

/**
 * The switches of the simulator: one for each question that the API pages leave open. The defaults are the contract's
 * rulings; a client must work with every other value too.
 */
export interface Switches {
  /** What does a device read after its agent was denied? */
  readonly denied: 'denied' | 'inactive' | 'pending' | 'gone';
  /** Are ids strings or numbers in the JSON? */
  readonly ids: 'string' | 'number';
  /** Which field carries the name of a device: name (or what the row has), hostname, or only dns_hostname? */
  readonly name: 'name' | 'hostname' | 'dns';
  /** Which status has the answer of a bulk call: 200, or 207 multi-status? */
  readonly envelope: 200 | 207;
  /** Can the total in a page's meta be relied on? */
  readonly totals: 'right' | 'wrong' | 'absent';
  /** How many ids does one bulk call take? More are a 400. */
  readonly bulkMax: number;
  /** How long may a URL (path and query) be, in characters? Longer ones are a 414. */
  readonly urlMax: number;
  /** How many rows does a page give at most? A higher limit is lowered to this one without a word. */
  readonly maxLimit: number;
  /** How does paging end: is_last, no next cursor, the same cursor again, or an empty page? Only the first says is_last. */
  readonly lastPage: 'is_last' | 'no_cursor' | 'repeated_cursor' | 'empty_page';
  /** Does a bulk answer have a result for each id? n: every n-th one is left out, though its work is done. 0: none. */
  readonly missingResults: number;
  /** What does an error's code look like: as the pages' samples, always masked (`****`), or always a number? */
  readonly errorCodes: 'plain' | 'masked' | 'number';
  /** Does any device show is_deactivated? */
  readonly access: 'shown' | 'hidden';
  /** How often is a job read as RUNNING before it ends? */
  readonly jobReads: number;
  /** How does a job end? */
  readonly jobEnd: 'COMPLETED' | 'ERROR' | 'WARNING';
  /** Does `from` of a list by offset count from 1 (0 is taken for 1), or from 0? */
  readonly firstIndex: 0 | 1;
  /** How often is an execution read as yet_to_start, then as pending, before it ends? */
  readonly executionReads: number;
  /** How does an execution end: as its entities say, or when only the first half of them was worked on? */
  readonly executionEnd: 'natural' | 'time_out' | 'interrupted';
  /** Are the entities of an execution one array deeper than other rows, as on the page? */
  readonly entityRows: 'nested' | 'flat';
  /** Is there a list of executions? The pages have none. */
  readonly executionsListed: 'no' | 'yes';
}

export const defaultSwitches: Switches = {
  denied: 'denied',
  ids: 'string',
  name: 'name',
  envelope: 200,
  totals: 'right',
  bulkMax: 100,
  urlMax: 8000,
  maxLimit: 1000,
  lastPage: 'is_last',
  missingResults: 0,
  errorCodes: 'plain',
  access: 'shown',
  jobReads: 2,
  jobEnd: 'COMPLETED',
  firstIndex: 1,
  executionReads: 2,
  executionEnd: 'natural',
  entityRows: 'nested',
  executionsListed: 'no',
};

/** Rows that can be made on demand, by index; `index` finds the one with a key. Always the same row for one index. */
export interface Source {
  readonly count: number;
  readonly key: (index: number) => string;
  readonly row: (index: number) => JsonObject;
  readonly index: (key: string) => number | undefined;
}

/** A table of JSON objects by key, in a fixed order. Rows are values: change them through the table only. */
export interface Table {
  readonly size: () => number;
  readonly keys: () => Iterable<string>;
  readonly get: (key: string) => JsonObject | undefined;
  /** Adds or replaces. */
  readonly put: (key: string, row: JsonObject) => void;
  /** JSON merge patch (RFC 7396: null removes a member); the row afterwards, undefined where there is none. */
  readonly patch: (key: string, patch: JsonObject) => JsonObject | undefined;
  readonly remove: (key: string) => boolean;
}

/** Tables by name. devices and accounts have the device id as key; linking has the single key `settings`. */
export type Tables = (name: string) => Table;

/** What the tables are filled from. `given` holds the rows that replace the seeded ones, by name. */
export interface Seeding {
  readonly devices: number;
  readonly users: number;
  readonly seed: number;
  readonly duplicateSerials: number;
  readonly given: Readonly<Record<string, Json | undefined>>;
}

/** The errors that the API knows (see the contract's list); `not-found` is a missing object, `no-endpoint` a missing path. */
export type ProblemName =
  | 'internal'
  | 'bad-request'
  | 'unauthorized'
  | 'media-type'
  | 'no-endpoint'
  | 'method'
  | 'access-denied'
  | 'invalid-parameter'
  | 'length-required'
  | 'too-many'
  | 'too-large'
  | 'url-too-long'
  | 'not-found';

export interface Problem {
  readonly problem: ProblemName;
  readonly detail: string;
  /** Replaces the problem's own title: `Device Not Found`. */
  readonly title?: string;
}

/** An answer: a status with a body (none: an empty one), or a problem. */
export type Reply = { readonly status: number; readonly body?: Json } | Problem;

/** One call as a handler sees it: signed in, allowed, its JSON body parsed where the route takes one. */
export interface Call {
  /** False only where a service's token is missing or wrong: services answer that in words of their own. */
  readonly isSignedIn: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly tables: Tables;
  readonly switches: Readonly<Switches>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** An id as the API shows it: a string, or a number where the switch `ids` says so. */
  readonly id: (key: string) => Json;
  /** The status and the `{code,title,detail}` object of a problem, for results inside an answer. */
  readonly errorOf: (problem: Problem) => { readonly status: number; readonly error: JsonObject };
}

/** What a list knows of the call that it answers. */
export type Asked = Pick<Call, 'params' | 'query' | 'tables' | 'switches'>;

/** The rows of a collection's table that one call is about. */
export interface Slice {
  /** Names it: as long as the table stays as it is, the same name and query mean the same rows. */
  readonly name: string;
  readonly has: (row: JsonObject) => boolean;
  /** Members that every shown row has besides. */
  readonly extra?: JsonObject;
}

/** Rows that can be listed and read. Filters, sort and fields know `attributes` and no others. */
export interface Collection {
  readonly table: string;
  readonly noun: string;
  readonly paging: 'cursor' | 'offset';
  readonly attributes: readonly string[];
  /** The row as answers show it. */
  readonly show: (row: JsonObject, switches: Readonly<Switches>) => JsonObject;
  /** The row as filters and sort see it. */
  readonly search: (row: JsonObject, switches: Readonly<Switches>) => JsonObject;
  /** Told the keys of the rows that an answer showed. */
  readonly onRead?: (keys: readonly string[], tables: Tables) => void;
  /** Absent: every call lists the whole table. */
  readonly slice?: (asked: Asked) => Result<Slice, Problem>;
  /** How many rows a page has where the call does not say; absent: 100. */
  readonly defaultLimit?: number;
  /** True where start_index is a text, as on the management pages. */
  readonly indexAsText?: boolean;
  /** True where the rows are one array deeper. */
  readonly nested?: (switches: Readonly<Switches>) => boolean;
  /** True where rows that were added last come first, unless the call sorts them. */
  readonly newestFirst?: boolean;
}

/** `path` lies below the API root; a segment `:name` is a parameter. One of `scopes` (or the ALL of its area) is needed. */
export interface RouteHead {
  /**
   * Absent: Identity360. A service's path lies below the host; it knows no scopes, and `Call.query` holds the parameters
   * of the query and of a form body, without the token.
   */
  readonly service?: Service;
  readonly method: Method;
  readonly path: string;
  readonly scopes: readonly string[];
}

/** `list` answers pages of a collection, `one` the row whose key is the parameter `id`, `handle` anything else. */
export type Route = RouteHead &
  (
    | { readonly list: Collection }
    | { readonly one: Collection }
    | { readonly handle: (call: Call) => Reply; readonly json?: boolean }
  );

export interface ServerPart {
  readonly name: string;
  readonly tables: (seeding: Seeding) => Readonly<Record<string, Source>>;
  readonly routes: readonly Route[];
}

/** A source of rows that are there already. */
export function rowsSource(entries: readonly (readonly [string, JsonObject])[]): Source {
  const indexes = new Map(entries.map(([key], index) => [key, index]));
  return {
    count: entries.length,
    key: (index) => entries[index]?.[0] ?? '',
    row: (index) => entries[index]?.[1] ?? {},
    index: (key) => indexes.get(key),
  };
}

/** Pseudo-random numbers in [0, 1), always the same for one seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
