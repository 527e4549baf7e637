// Rules of the tenant's own: what holds is silent, what does not speaks at its level, what cannot tell refuses.

import { expect, test } from 'vitest';
import { assemble } from '../../src/engine/assemble.ts';
import { compileRule, judge } from '../../src/engine/rules.ts';
import { change } from './synthetic.ts';

const rule = (assert: string, level: 'deny' | 'warn' = 'deny') => ({
  name: 'r',
  assert,
  message: 'split it',
  level,
});

const planned = (rules: readonly ReturnType<typeof rule>[]) =>
  assemble(
    {
      tenant: 't',
      base_url: 'https://t/api/v1',
      created_at: '2020-01-01T00:00:00Z',
      expires_at: '2020-01-02T00:00:00Z',
      changes: [change('1', { color: 'red' }, { color: 'green' })],
      steps: [],
      settled: [],
      unlisted: [],
      agreed: [],
      diagnostics: [],
      reads: [],
      cost: { requests: 3, seconds: 1 },
    },
    (body) => judge(body, rules),
  );

test.each([
  'plan.summary.change <= 1',
  'plan.summary.change + 1 == 2',
  'plan.changes.all(c, c.address.startsWith("widget/"))',
  'plan.changes.filter(c, c.action == "remove").size() == 0',
])('a rule that holds is silent: %s', (assert) => {
  expect(planned([rule(assert)]).diagnostics).toEqual([]);
});

test('a rule that does not hold refuses the plan, or warns where it says so', () => {
  const refused = planned([rule('plan.summary.change == 0')]);
  expect(refused.reason).toBe('refused');
  expect(refused.diagnostics).toMatchObject([
    { code: 'guard.rule', severity: 'refusal', summary: 'r: split it' },
  ]);
  expect(planned([rule('plan.summary.change == 0', 'warn')])).toMatchObject({
    reason: 'done',
    diagnostics: [{ severity: 'warning' }],
  });
});

test.each(['plan.nothing.here == 1', 'plan.tenant'])(
  'a rule that cannot tell refuses, even at level warn: %s',
  (assert) => {
    expect(planned([rule(assert, 'warn')]).diagnostics).toMatchObject([{ severity: 'refusal' }]);
  },
);

test.each(['plan.summary.change <=', 'plans.size() > 1', '"text"'])(
  'what cannot be a rule does not compile: %s',
  (assert) => {
    expect(compileRule(assert).ok).toBe(false);
  },
);
