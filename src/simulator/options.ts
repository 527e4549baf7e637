// What the simulator can be told: how it starts, and the settings that may change while it runs.

import type { JsonObject } from '../model/json.ts';
import { defaultSwitches, type Switches } from '../model/server.ts';

/** A probability from 0 to 1, or every n-th request that the rule covers. */
export type Chance = number | { readonly every: number };

/** Faults of one rule. Each request that the rule covers meets at most one of them, drawn from the seed. */
export interface Faults {
  /** Which requests: method and path (from `/` on), as regular expressions. Absent: every call of both APIs, sign-in not. */
  readonly only?: { readonly method?: string | RegExp; readonly path?: string | RegExp };
  /** After so many faults the rule rests. Absent: never. */
  readonly times?: number;
  /** 429 with Retry-After. */
  readonly rateLimit?: Chance;
  /** The form of Retry-After: seconds (default) or a date. */
  readonly retryAfter?: 'seconds' | 'date';
  readonly retryAfterSeconds?: number;
  /** 500, the work not done. */
  readonly error?: Chance;
  /** The connection is reset, the work not done. */
  readonly reset?: Chance;
  /** The work is done, and the connection breaks before the answer. */
  readonly lost?: Chance;
  /** The work is done, and the connection breaks in the middle of the answer. */
  readonly truncated?: Chance;
  /** The work is done, and the answer is complete HTTP with half of its JSON. */
  readonly cut?: Chance;
  /** The work is not done; a proxy answers with its own page, with `htmlStatus` (default 502). */
  readonly html?: Chance;
  readonly htmlStatus?: 200 | 502;
  /** Milliseconds before each request is looked at. */
  readonly latency?: number;
}

/** What may change while the simulator runs; null takes a limit away. */
export interface Settings extends Switches {
  readonly faults: Faults | readonly Faults[];
  /** A real limiter over all calls of Identity360: more than so many in a second are 429. */
  readonly rateLimit: { readonly perSecond: number } | null;
  /** The access tokens that are accepted beside those it issued; null: any. */
  readonly tokens: readonly string[] | null;
  /** What the tokens may do, compared without case, `….ALL` covering its area; null: everything. */
  readonly scopes: readonly string[] | null;
  /** What a refresh must name; null: anything. */
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly refreshToken: string | null;
  /** How long an issued access token is good for. */
  readonly tokenSeconds: number;
  /** The token that ADManager Plus takes; null: any that is not empty. */
  readonly admanagerToken: string | null;
}

/** Rows that replace the seeded ones, exactly as given. */
export interface GivenWorld {
  readonly devices?: readonly JsonObject[];
  readonly linking?: JsonObject;
  /** Local accounts by device id. */
  readonly accounts?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly history?: readonly JsonObject[];
  /**
   * `{id, first_name, last_name, email}`, and what no answer shows: `ou` (an id), `fails` (the message with which
   * executions fail for this user), `fails_times` (only the first so many do).
   */
  readonly users?: readonly JsonObject[];
  /** The parent of each OU by id; null: it has none. */
  readonly ous?: Readonly<Record<string, string | null>>;
  /** View columns by `action/app_config_id`: `move-users/2000000000001`. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
}

export interface Options extends Partial<Settings> {
  /** How many devices the seeded world has; 25. */
  readonly devices?: number;
  /** How many users the seeded world has; 40. */
  readonly users?: number;
  /** Decides the seeded world and the faults; 1. */
  readonly seed?: number;
  /** So many devices, the last ones, have the serial number of another. */
  readonly duplicateSerials?: number;
  readonly world?: GivenWorld;
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Milliseconds since 1970, for tokens, limits and times of rows. */
  readonly now?: () => number;
}

export const defaultSettings: Settings = {
  ...defaultSwitches,
  faults: [],
  rateLimit: null,
  tokens: null,
  scopes: null,
  clientId: null,
  clientSecret: null,
  refreshToken: null,
  tokenSeconds: 3600,
  admanagerToken: null,
};

/** The settings among the options. */
export function settingsOf(options: Options): Settings {
  const {
    devices: _devices,
    users: _users,
    seed: _seed,
    duplicateSerials: _duplicates,
    world: _world,
    port: _port,
    now: _now,
    ...settings
  } = options;
  return { ...defaultSettings, ...settings };
}
