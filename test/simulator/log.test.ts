// The log is bounded: in entries, and in characters of the bodies it holds. The newest entry is always there.

import { expect, test } from 'vitest';
import { createLog } from '../../src/simulator/log.ts';

const entry = { method: 'GET', path: '/', query: {}, status: 200 };

test.each([
  ['entries', 120_000, 0, 50_000],
  ['characters of bodies', 200, 1_000_000, 32],
])('it is bounded in %s', (_what, count, size, most) => {
  const log = createLog();
  for (let at = 0; at < count; at++) log.add({ ...entry, at }, size);
  expect(log.entries.length).toBeLessThanOrEqual(most);
  expect(log.entries.length).toBeGreaterThan(most / 2);
  const times = log.entries.map(({ at }) => at);
  expect(times).toEqual(times.map((_, index) => count - times.length + index));
});
