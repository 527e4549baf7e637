// The filter for devices that show what was applied says what the rules say: whoever evaluates it finds each of them, and
// no other.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingFrom } from '../../src/engine/conform.ts';
import { kind } from '../../src/kinds/device/kind.ts';
import type { State } from '../../src/model/change.ts';
import { Bug } from '../../src/model/failure.ts';
import { questionOf } from '../../src/reconcile/push-down.ts';
import { compileFilter } from '../../src/scim/compile.ts';

const row = fc.record({
  id: fc.constant('1'),
  agent_status: fc.constantFrom('active', 'inactive', 'pending', 'denied', 'retired', '', null, undefined),
  is_deactivated: fc.constantFrom(true, false, null, undefined),
  join_type: fc.constantFrom('ADJoined', undefined),
});

const approved = { agent: 'approved' };

/** Of a fleet whose listing takes so many calls, and of which so much changes that it is listed. */
function asked(afters: readonly (State | null)[], calls: number) {
  const changes = Array.from({ length: calls + 1 }, () => afters.map((after) => ({ after }))).flat();
  return questionOf(kind, changes, [{ kind: kind.name, how: 'whole', rows: 1000 * calls, requests: calls }]);
}

test('of approved devices', () => {
  fc.assert(
    fc.property(row, (raw) => {
      const question = asked([approved], 100);
      const live = kind.decode(raw);
      if (question === null || !live.ok) throw new Bug('no question, or no device');
      const isUnlike = missingFrom(kind)({ after: approved }, live.value).length > 0;
      expect(question.isUnlike(live.value)).toBe(isUnlike);
      expect(compileFilter(question.alike)(raw)).toBe(!isUnlike);
    }),
  );
});

test.each([
  { agent: 'denied' },
  { access: 'activated' },
  { access: 'deactivated' },
  { agent: 'approved', access: 'activated' },
  null,
])('none for %o, nor for anything together with it', (after) => {
  expect(asked([after], 100)).toBeNull();
  expect(asked([approved, after], 100)).toBeNull();
});

test('a listing of three calls is not worth asking instead', () => {
  expect(asked([approved], 3)).toBeNull();
  expect(asked([approved], 4)).not.toBeNull();
});
