// The one line of progress.

import { expect, test } from 'vitest';
import { type Progress, renderProgress } from '../../src/report/progress.ts';

const some: Progress = {
  done: 25,
  total: 1000,
  failed: 0,
  left: 0,
  label: 'approve finance',
  startedAt: 0,
  now: 5000,
};

test.each<[Partial<Progress>, string]>([
  [{}, '[....................] 25/1 000, about 3 min left, approve finance'],
  [{ done: 0 }, '[....................] 0/1 000, approve finance'],
  [{ done: 500, failed: 2 }, '[##########..........] 500/1 000, 2 failed, about 5 s left, approve finance'],
  [{ done: 500, left: 6 }, '[##########..........] 500/1 000, 6 not begun, about 5 s left, approve finance'],
  [{ done: 1000 }, '[####################] 1 000/1 000, approve finance'],
  [{ done: 0, total: 0, label: '' }, '[####################] 0/0'],
])('%j', (more, expected) => expect(renderProgress({ ...some, ...more }, 100)).toBe(expected));

test('it fits the width and holds no control character', () => {
  const line = renderProgress({ ...some, label: '\x1b[2J\n'.repeat(40) }, 60);
  expect(line).toHaveLength(60);
  expect(line).toMatch(/^[ -~]*$/);
});
