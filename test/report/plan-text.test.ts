// A plan as text: what people rely on when they say yes to it.

import { describe, expect, test } from 'vitest';
import { printPlanText } from '../../src/report/plan-text.ts';
import { viewPlan } from '../../src/report/view.ts';
import { expectGolden, lineCount, widest } from './golden.ts';
import {
  agent,
  agents,
  approved,
  batches,
  denied,
  denies,
  diagnostic,
  pending,
  plan,
  step,
  text,
} from './plans.ts';
import { hugePlan, mixedPlan } from './samples.ts';

const lastLine = (printed: string) => printed.trimEnd().split('\n').at(-1);

describe('goldens', () => {
  test.each([
    ['plan-mixed.txt', mixedPlan(), text],
    ['plan-mixed-60.txt', mixedPlan(), { color: false, width: 60 }],
    ['plan-mixed-color.txt', mixedPlan(), { color: true, width: 100 }],
    ['plan-huge-refused.txt', hugePlan(), text],
    ['plan-nothing.txt', plan([], []), text],
  ])('%s', (name, each, options) => expectGolden(name, printPlanText(viewPlan(each), options)));

  test('plan-mixed-all.txt lists every change', () => {
    expectGolden('plan-mixed-all.txt', printPlanText(viewPlan(mixedPlan(), { all: true }), text));
  });
});

describe('a plan of 10 000 changes', () => {
  const printed = printPlanText(viewPlan(hugePlan()), text);

  test('fits a screen of 60 lines and 100 columns', () => {
    expect(lineCount(printed)).toBeLessThanOrEqual(60);
    expect(widest(printed)).toBeLessThanOrEqual(100);
  });

  test('shows the denials before the approvals, though apply has them in another order', () => {
    expect(printed.indexOf('! deny 312 objects')).toBeGreaterThan(0);
    expect(printed.indexOf('! deny 312 objects')).toBeLessThan(printed.indexOf('approve 3 230'));
  });

  test('shows the refusal before everything, again at the end, and ends with the sum', () => {
    expect(printed.indexOf('REFUSED: apply will refuse this plan.')).toBeLessThan(printed.indexOf('! deny'));
    expect(printed).toContain('Apply will refuse this plan: 1 refusal, see above.');
    const sum = 'Plan: 10 000 to change, 0 to remove, 0 to run. 309 API calls, about 3 min.';
    expect(lastLine(printed)).toBe(sum);
  });

  test('lists every object on one line each when asked', () => {
    const all = printPlanText(viewPlan(hugePlan(), { all: true }), text);
    expect(
      all.match(/^ {6}device\/\d+ LAPTOP-MAC-\d+ {2}agent: pending -> (approved|denied)$/gm),
    ).toHaveLength(10_000);
  });
});

test('many sets still fit: the danger in full, the rest in a line each, the last folded', () => {
  const sets = Array.from({ length: 40 }, (_, i) =>
    agents(20, pending, i === 33 ? denied : approved, { group: `set-${i}` }, i * 100),
  );
  const steps = sets.flatMap((set, i) =>
    i === 33 ? [step('deny', set, denies(set))] : batches('approve', set),
  );
  const printed = printPlanText(viewPlan(plan(sets.flat(), steps)), text);
  expectGolden('plan-many-sets.txt', printed);
  expect(lineCount(printed)).toBeLessThanOrEqual(60);
});

test('an empty plan that is blocked does not say that all is well', () => {
  const blocked = plan([], [], { reason: 'error', diagnostics: [diagnostic('error')] });
  const printed = printPlanText(viewPlan(blocked), text);
  expect(printed).not.toContain('The tenant is as the files say');
  expect(lastLine(printed)).toBe('No changes planned.');
});

test('a plan without changes that warns does not say that all is well', () => {
  const printed = printPlanText(viewPlan(plan([], [], { diagnostics: [diagnostic('warning')] })), text);
  expect(lastLine(printed)).toBe('No changes. 1 warning, see above. 12 345 objects read.');
});

test('the sum counts additions only where there are some, and one call is one call', () => {
  const some = plan([], [], {
    summary: { add: 2, change: 1, remove: 0, run: 0 },
    cost: { requests: 1, seconds: 0.2 },
  });
  const sum = 'Plan: 2 to add, 1 to change, 0 to remove, 0 to run. 1 API call, about 1 s.';
  expect(lastLine(printPlanText(viewPlan(some), text))).toBe(sum);
});

test('the last line is one line at any width', () => {
  const printed = printPlanText(viewPlan(mixedPlan()), { color: false, width: 30 });
  expect(lastLine(printed)).toMatch(/^Plan: 10 to change, .* about 8 s\.$/);
});

test('a safety reading that is not well stands with its object and detail', () => {
  const probes = [
    { verdict: 'safe', detail: '' },
    { verdict: 'unsafe', detail: 'no administrator is left' },
  ] as const;
  const changes = probes.map((probe, i) => agent(i, approved, denied, { probe }));
  const printed = printPlanText(viewPlan(plan(changes, [step('deny', changes)])), text);
  expect(printed).toContain(
    'safety readings: 1 safe, 1 unsafe, 0 unknown; 2000000000001 LAPTOP-MAC-001: no admin',
  );
});

test.each([
  [null, 'locks-out 1 object: w; not acknowledged'],
  ['known', 'locks-out 1 object: w\n      acknowledged: "known"'],
])('a hazard acknowledged with %j says so', (acknowledged, expected) => {
  const change = agent(1, pending, denied);
  const hazards = [{ hazard: 'locks-out', why: 'w', addresses: [change.address], acknowledged }] as const;
  const printed = printPlanText(viewPlan(plan([change], [step('deny', [change], { hazards })])), text);
  expect(printed).toContain(expected);
});
