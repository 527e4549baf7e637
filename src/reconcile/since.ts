// From when on: a time, a day, or how long ago, as people write it.

import { instantOf } from '../scim/instant.ts';

/** What `sinceOf` takes, for messages. */
export const sinceForms = 'a time such as 2026-05-04T03:00:00Z or 2026-05-04, or how long ago: 30m, 24h, 7d';

const spans: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds since 1970 of an instant, of a day (its start, UTC), or of so long before `now`; NaN where the text is
 * none of these.
 */
export function sinceOf(given: string, now: number): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/i.exec(given) ?? [];
  const span = Number(count) * (spans[unit.toLowerCase()] ?? Number.NaN);
  if (!Number.isNaN(span)) return now - span;
  return instantOf(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00Z` : given);
}
