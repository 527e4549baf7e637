// Whatever switch or fault the simulator has, a test of the provider meets it; one that is added fails here until one does.

import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/simulator/options.ts';
import { faultRules, type Rule, switchRules } from '../../src/simulator/rules.ts';
import { failingJob, halfDone, rows, sorts } from './faults-rows.ts';

const switched = [...rows(), failingJob, ...halfDone];
const faults = sorts.flatMap(([, { faults = [] }]) => faults);

/** What must be met of it: each value but the usual one; of a number or a chance, any. */
const wanted = (rule: Rule, usual: unknown): readonly unknown[] =>
  rule.is === 'one-of' ? rule.allowed.filter((value) => value !== usual) : [expect.anything()];

test.each(Object.entries(switchRules))('the switch %s', (name, rule) => {
  const usual = new Map<string, unknown>(Object.entries(defaultSettings)).get(name);
  const met = switched.flatMap((row) => Object.entries(row)).filter(([own]) => own === name);
  expect(met.map(([, value]) => value)).toEqual(expect.arrayContaining([...wanted(rule, usual)]));
});

/** What is usual of a fault that takes one of several values, as its docstring says. */
const usually: Readonly<Record<string, unknown>> = { retryAfter: 'seconds', htmlStatus: 502 };

test.each(Object.entries(faultRules))('the fault %s', (name, rule) => {
  const met = faults.flatMap((one) => Object.entries(one)).filter(([own]) => own === name);
  expect(met.map(([, value]) => value)).toEqual(expect.arrayContaining([...wanted(rule, usually[name])]));
});

test('the limit on calls per second', () => {
  expect(sorts.map(([, { rateLimit = null }]) => rateLimit)).toContainEqual({
    perSecond: expect.any(Number),
  });
});
