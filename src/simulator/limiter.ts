// The rate limiter: at most so many API calls within any one second.

/** True where one more call is allowed now. `now` in milliseconds. */
export type Limiter = (perSecond: number, now: number) => boolean;

export function createLimiter(): Limiter {
  let passed: number[] = [];
  return (perSecond, now) => {
    passed = passed.filter((at) => at > now - 1000);
    if (passed.length >= perSecond) return false;
    passed.push(now);
    return true;
  };
}
