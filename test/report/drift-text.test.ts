// Drift as text and JSON.

import { expect, test } from 'vitest';
import { printDriftText } from '../../src/report/drift-text.ts';
import { viewDrift } from '../../src/report/drift-view.ts';
import { driftJson } from '../../src/report/json.ts';
import { expectGolden } from './golden.ts';
import { agent, agents, approved, batches, denied, diagnostic, pending, plan, step, text } from './plans.ts';
import { mixedPlan } from './samples.ts';

test.each([
  ['drift-mixed.txt', mixedPlan()],
  ['drift-none.txt', plan([], [])],
])('%s', (name, each) => expectGolden(name, printDriftText(viewDrift(each), text)));

test('drift-mixed.json', () => expectGolden('drift-mixed.json', driftJson(viewDrift(mixedPlan()))));

test('a fleet that drifted fits a screen', () => {
  const many = agents(10_000, denied, approved, { origin: 'drift', last: approved });
  const printed = printDriftText(viewDrift(plan(many, batches('approve', many))), text);
  expect(printed.split('\n').length).toBeLessThanOrEqual(20);
  expect(printed).toContain('agent: denied -> approved (10 000)');
});

test('files that wait for an apply are no drift', () => {
  const waiting = agent(1, pending, approved);
  const view = viewDrift(plan([waiting], [step('approve', [waiting])]));
  expect(view.reason).toBe('done');
  expect(view.summary.pending).toBe(1);
  expect(printDriftText(view, text)).toContain('\nNo drift. 1 object pending: ');
});

test("a guard's refusal is no drift's reason", () => {
  const refused = { reason: 'refused', diagnostics: [diagnostic('refusal')] } as const;
  expect(viewDrift(plan([], [], refused)).reason).toBe('done');
  expect(viewDrift(plan([], [], { ...refused, reason: 'error' })).reason).toBe('error');
});
