// The JSON of a plan is the plan.

import { expect, test } from 'vitest';
import { planJson } from '../../src/report/json.ts';
import { agent, approved, pending, plan } from './plans.ts';
import { hugePlan, mixedPlan } from './samples.ts';

test('a plan read back from its JSON is the same plan, whatever its size', () => {
  for (const each of [mixedPlan(), hugePlan()]) {
    const printed = planJson(each);
    expect(JSON.parse(printed)).toEqual(each);
    expect(printed.endsWith('}\n')).toBe(true);
  }
});

test('names that could steer a terminal are escaped and keep their value', () => {
  const nasty = plan([agent(1, pending, approved, { name: '\u009b2J\u202e\u007f' })], []);
  const printed = planJson(nasty);
  expect(printed).toContain('"name": "\\u009b2J\\u202e\\u007f"');
  expect(JSON.parse(printed)).toEqual(nasty);
});
