// How fast calls go, as a pure value: halved at a 429, grown by a fixed step in quiet time (AIMD). Until the first
// 429 there is no rate at all, unless the user set one; a user's rate is never exceeded.

export interface Tempo {
  /** Calls a second; null: unpaced. */
  readonly rate: number | null;
  /** Calls in flight at most. */
  readonly width: number;
  /** When it was last slowed down. */
  readonly cutAt: number;
  /** Until when growth has been given out. */
  readonly grownTo: number;
  /** What a quiet second adds to the rate. */
  readonly step: number;
}

export interface TempoBounds {
  readonly concurrency: number;
  readonly requestsPerSecond: number | null;
}

const lowestRate = 0.2;
const quietMs = 2_000;
const growEveryMs = 1_000;

export function startTempo({ concurrency, requestsPerSecond }: TempoBounds): Tempo {
  const never = Number.NEGATIVE_INFINITY;
  return { rate: requestsPerSecond, width: concurrency, cutAt: never, grownTo: never, step: 0 };
}

/**
 * After a 429 for a call sent at `sentAt`. One that left before the last cut says nothing new, so a burst of
 * refusals counts once. `observed`: calls of the last second.
 */
export function slowDown(tempo: Tempo, observed: number, sentAt: number, now: number): Tempo {
  if (sentAt <= tempo.cutAt) return tempo;
  const rate = Math.max(lowestRate, Math.min(tempo.rate ?? observed, observed) / 2);
  const width = Math.max(1, Math.floor(tempo.width / 2));
  return { rate, width, cutAt: now, grownTo: now + quietMs, step: rate / 10 };
}

/** Gives out the growth of the quiet seconds up to `now`. */
export function speedUp(tempo: Tempo, bounds: TempoBounds, now: number): Tempo {
  const seconds = Math.floor((now - tempo.grownTo) / growEveryMs);
  if (tempo.rate === null || tempo.step === 0 || seconds < 1) return tempo;
  const highest = bounds.requestsPerSecond ?? Number.POSITIVE_INFINITY;
  return {
    ...tempo,
    rate: Math.min(highest, tempo.rate + seconds * tempo.step),
    width: Math.min(bounds.concurrency, tempo.width + seconds),
    grownTo: tempo.grownTo + seconds * growEveryMs,
  };
}
