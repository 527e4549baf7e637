// The filter that asks for devices unlike what was applied says what the rules say: whoever evaluates it finds each of
// them, and no other.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingFrom } from '../../src/engine/conform.ts';
import { kind } from '../../src/kinds/device/kind.ts';
import { Bug } from '../../src/model/failure.ts';
import { questionOf } from '../../src/reconcile/push-down.ts';
import { compileFilter } from '../../src/scim/compile.ts';

const row = fc.record({
  id: fc.constant('1'),
  agent_status: fc.constantFrom('active', 'inactive', 'pending', 'denied', 'retired', '', null, undefined),
  is_deactivated: fc.constantFrom(true, false, null, undefined),
  join_type: fc.constantFrom('ADJoined', undefined),
});

const agent = fc.constantFrom('approved', 'denied');
const access = fc.constantFrom('activated', 'deactivated');
const wish = fc.oneof(fc.record({ agent }), fc.record({ access }), fc.record({ agent, access }));

test('devices', () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 4 }), row, (wishes, raw) => {
      const question = questionOf(
        kind,
        wishes.map((after) => ({ after })),
        100,
      );
      const live = kind.decode(raw);
      if (question === null || !live.ok) throw new Bug('no question, or no device');
      const byRules = wishes.some((after) => missingFrom(kind)({ after }, live.value).length > 0);
      expect(question.isUnlike(live.value)).toBe(byRules);
      expect(compileFilter(question.unlike)(raw)).toBe(byRules);
    }),
  );
});

test('no filter tells of a device that is to go', () => {
  expect(questionOf(kind, [{ after: null }], 100)).toBeNull();
  expect(questionOf(kind, [{ after: { agent: 'approved' } }, { after: null }], 100)).toBeNull();
});

test('a listing of three calls is not worth asking instead', () => {
  expect(questionOf(kind, [{ after: { agent: 'approved' } }], 3)).toBeNull();
  expect(questionOf(kind, [{ after: { agent: 'approved' } }], 4)).not.toBeNull();
});
