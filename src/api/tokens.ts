// Where access tokens come from. One fetch at a time; a refusal is final for this run, because asking again
// prolongs a lock-out.

import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { AccessToken, TokenCache } from './token-cache.ts';

export interface Tokens {
  /** A token that should hold. */
  readonly get: () => Promise<Result<string>>;
  /** Another one, after a 401 for `refused`; null where there is no other to be had. */
  readonly renew: (refused: string) => Promise<Result<string> | null>;
}

export function fixedToken(token: string): Tokens {
  return { get: async () => ok(token), renew: async () => null };
}

/** A token that was renewed so shortly ago and is refused again is not the trouble. */
const renewAgainMs = 60_000;
/** No token lives longer, so a later `renewAt` in the cache is not believed. */
const longestMs = 3_600_000;

export interface RefreshInput {
  readonly cache: TokenCache;
  readonly fetch: () => Promise<Result<AccessToken>>;
  readonly now: () => number;
  /** Told of each token before it is used. */
  readonly hide: (secret: string) => void;
}

export function refreshedTokens({ cache, fetch, now, hide }: RefreshInput): Tokens {
  let current: AccessToken | null = null;
  let flight: Promise<Result<string>> | null = null;
  let refusal: Failure | null = null;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const holds = ({ renewAt }: AccessToken): boolean => renewAt > now() && renewAt <= now() + longestMs;
  const use = (token: AccessToken): Result<string> => {
    hide(token.value);
    current = token;
    return ok(token.value);
  };
  const obtain = async (refused: string | null): Promise<Result<string>> => {
    const kept = await cache.load();
    if (kept !== null && kept.value !== refused && holds(kept)) return use(kept);
    if (refusal !== null) return err(refusal);
    const fetched = await fetch();
    if (!fetched.ok) {
      if (fetched.error.reason === 'sign_in') refusal = fetched.error;
      return fetched;
    }
    const used = use(fetched.value);
    await cache.save(fetched.value);
    return used;
  };
  const land = (refused: string | null): Promise<Result<string>> => {
    flight ??= obtain(refused).finally(() => {
      flight = null;
    });
    return flight;
  };
  return {
    get: async () => (current !== null && holds(current) ? ok(current.value) : land(null)),
    renew: async (refused) => {
      if (flight !== null) return flight;
      if (current !== null && current.value !== refused) return ok(current.value);
      if (now() - renewedAt < renewAgainMs) return null;
      renewedAt = now();
      current = null;
      return land(refused);
    },
  };
}
