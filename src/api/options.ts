// What a client is made from. Everything that differs from run to run (clock, randomness, environment) is given.

/** Milliseconds since 1970, and a wait that ends early (however it likes) when the signal aborts. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** How to sign in: a token as it is, or what one is fetched with. `accountsUrl` has no path and no trailing slash. */
export type Credentials =
  | { readonly by: 'token'; readonly accessToken: string }
  | {
      readonly by: 'refresh';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      readonly accountsUrl: string;
    };

/** Bounds of the traffic to one server. Times in milliseconds. */
export interface Limits {
  /** Calls in flight at most; fewer after a 429. */
  readonly concurrency: number;
  /** The most calls a second; null: as many as the server takes without a 429. */
  readonly requestsPerSecond: number | null;
  /** For one attempt, from asking for a connection to the last byte. */
  readonly timeoutMs: number;
  /** For all attempts of one call together. */
  readonly deadlineMs: number;
  /** Attempts of one call; answers of 429 are bounded by the deadline alone. */
  readonly attempts: number;
}

/** ADManager Plus: an origin, and the token that travels in each request. See `admanagerFrom`. */
export interface Admanager {
  readonly baseUrl: string;
  readonly token: string;
}

export const defaultLimits: Limits = {
  concurrency: 4,
  requestsPerSecond: null,
  timeoutMs: 30_000,
  deadlineMs: 120_000,
  attempts: 8,
};

export interface ClientOptions {
  /** The API root, `https://id360.manageengine.com/api/v1`. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Absent: requests for ADManager Plus are refused. */
  readonly admanager?: Admanager;
  /** What stands before the names of the environment variables that messages tell to set. */
  readonly prefix?: string;
  readonly limits?: Partial<Limits>;
  /** For the proxy variables: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Where access tokens are kept between runs; null: nowhere. See `model/cache-folder.ts`. */
  readonly cacheDir: string | null;
  /** trueup's version, for `User-Agent`. */
  readonly version: string;
  /** Told in one line of each wait of a second or more. Never holds a secret. */
  readonly onNote?: (note: string) => void;
  /** Told of each attempt of a call once it has ended. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

/** One attempt of a call, without what it asked for. `status`: 0 where no answer came. `ms`: from being let go to the last byte. */
export interface Attempt {
  readonly call: string;
  readonly status: number;
  readonly ms: number;
}
