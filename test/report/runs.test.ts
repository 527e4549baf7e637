// Runs in a plan and in the report of an apply: what is run, for whom, with what, what follows, and how each ended.

import { expect, test } from 'vitest';
import type { RunEnd, RunReport, StepOutcome } from '../../src/model/run.ts';
import { runJson } from '../../src/report/json.ts';
import { printPlanText } from '../../src/report/plan-text.ts';
import { printRunText } from '../../src/report/run-text.ts';
import { viewRun } from '../../src/report/run-view.ts';
import { viewPlan } from '../../src/report/view.ts';
import { expectGolden, lineCount, widest } from './golden.ts';
import { plan, step, text } from './plans.ts';
import { errand, executions, forwarded, hugeRunsPlan, runsPlan } from './runs.ts';

test('plan-runs.txt: what is run stands apart, with its input, its reasons and what follows', () =>
  expectGolden('plan-runs.txt', printPlanText(viewPlan(runsPlan()), text)));

test('plan-runs-all.txt lists every user by name', () =>
  expectGolden('plan-runs-all.txt', printPlanText(viewPlan(runsPlan(), { all: true }), text)));

test('10 000 users to run fit a screen; asked for, each stands on one line', () => {
  const printed = printPlanText(viewPlan(hugeRunsPlan()), text);
  expect(lineCount(printed)).toBeLessThanOrEqual(40);
  expect(widest(printed)).toBeLessThanOrEqual(100);
  expect(printed).toContain('> execute move-users for 10 000 objects: park-leavers (user_action)');
  expect(printed).toContain('! forward delete-users for 10 000 objects: park-leavers (user_action)');
  const all = printPlanText(viewPlan(hugeRunsPlan(), { all: true }), text);
  expect(all.match(/^ {6}user_action\/park-leavers\/\d+ User \d+ <user\d+@contoso.example>$/gm)).toHaveLength(
    10_000,
  );
});

test('long inputs are cut, and whole where every object is listed', () => {
  const many = { run: 'execute', action: 'set', text: 'x'.repeat(1000) };
  const changes = [errand(1, '1', many)];
  const one = plan(changes, [step('execute', changes)]);
  expect(printPlanText(viewPlan(one), text)).toMatch(/with text:\n +x{291}\.\.\.\n/);
  expect(printPlanText(viewPlan(one, { all: true }), text)).toMatch(/with text:\n +x{1000}\n/);
});

test('a text that would read like more than one is in quotes', () => {
  const sly = { run: 'execute', action: 'set', input: { a: 'x, b: y}', c: ['true', '1', ''] } };
  const changes = [errand(1, '1', sly)];
  const printed = printPlanText(viewPlan(plan(changes, [step('execute', changes)])), text);
  expect(printed).toContain('with input: {a: "x, b: y}", c: ["true", 1, ""]}');
});

const end = (address: string, state: RunEnd['state']): RunEnd => ({
  address,
  state,
  message: state === 'left' ? 'not forwarded' : '',
  remember: null,
});

function report(outcomes: readonly StepOutcome[], more: Partial<RunReport> = {}): RunReport {
  const times = { started_at: '2026-01-02T03:04:05Z', ended_at: '2026-01-02T03:04:17Z' };
  const said = { reason: 'partial', residual: [], verified: [], diagnostics: [], requests: 14 } as const;
  return {
    format: 'trueup.run/1',
    plan: '3f2a9c41d0e87b65',
    tenant: 'acme',
    ...times,
    ...said,
    outcomes,
    ...more,
  };
}

/** Users 1 to 6: 1 and 2 went through, 3 is in doubt, 4 to 6 failed; only 1 was forwarded. */
function mixedEnds(): RunReport {
  const { steps } = runsPlan();
  const address = (n: number, more = '') => `user_action/park-leavers/${n}${more}`;
  const users = [1, 2, 3, 4, 5, 6];
  const states = ['applied', 'applied', 'unknown', 'failed', 'failed', 'failed'] as const;
  const ends = users.flatMap((n, i) => [
    end(address(n), states[i] ?? 'left'),
    end(address(n, '/delete-users'), n === 1 ? 'applied' : 'left'),
  ]);
  const failed = [4, 5, 6].map((n) => ({ address: address(n), message: n === 6 ? 'locked' : 'no such OU' }));
  const mixed: StepOutcome = {
    step: steps[0]?.id ?? '',
    state: 'in_doubt',
    failed,
    unknown: [address(3)],
    detail: 'execution 7: it ended as time_out and says nothing of this user',
    ends,
  };
  const left: StepOutcome = {
    ...{ step: 'again', state: 'applied', failed: [], unknown: [], detail: '7 not begun' },
    ends: (steps[1]?.changes ?? []).map((each) => end(each, 'left')),
  };
  const done: StepOutcome = {
    ...{ step: 'moves', state: 'applied', failed: [], unknown: [] },
    detail: 'request 17: Move users [trueup 1f]',
    ends: (steps[2]?.changes ?? []).map((each) => end(each, 'applied')),
  };
  return report([mixed, left, done]);
}

test('run-ends.txt: applied, failed, in doubt and left, each user where it belongs', () =>
  expectGolden('run-ends.txt', printRunText(viewRun(mixedEnds(), runsPlan()), text)));

test('run-ends.json carries every end', () => expectGolden('run-ends.json', runJson(mixedEnds())));

test('every user that failed or is in doubt stands with its own line, however many there are', () => {
  const changes = forwarded(50);
  const [only] = executions(changes);
  const mains = changes.filter((change) => change.after?.['run'] === 'execute').map(({ address }) => address);
  const outcome: StepOutcome = {
    step: only?.id ?? '',
    state: 'in_doubt',
    failed: mains.slice(0, 20).map((address, i) => ({ address, message: `message ${i % 2}` })),
    unknown: mains.slice(20),
    detail: 'the answer to execute was lost',
    ends: changes.flatMap(({ address }) => (mains.includes(address) ? [] : [end(address, 'left')])),
  };
  const view = viewRun(report([outcome]), plan(changes, executions(changes)));
  const printed = printRunText(view, text);
  expect(view.counts).toEqual({ applied: 0, failed: 20, not_attempted: 0, in_doubt: 30, left: 50 });
  expect(printed.match(/<user\d+@contoso.example>: message [01]$/gm)).toHaveLength(20);
  expect(printed.match(/^ {6}user_action\/park-leavers\/\d+ User \d+ <[^>]*>$/gm)).toHaveLength(30);
  expect(printed.match(/the answer to execute was lost/g)).toHaveLength(1);
  expect(printed).toContain("trueup resolve 'user_action/park-leavers/*' --ran");
});

test('what is left is neither applied nor hidden where the rest went well', () => {
  const changes = forwarded(1);
  const ends = changes.map(({ address }, i) => end(address, i === 0 ? 'applied' : 'left'));
  const outcome: StepOutcome = {
    step: executions(changes)[0]?.id ?? '',
    state: 'applied',
    failed: [],
    unknown: [],
    detail: '1 not begun',
    ends,
  };
  const said = report([outcome], { reason: 'done' });
  const printed = printRunText(viewRun(said, plan(changes, executions(changes))), text);
  expect(printed).toContain('on acme: applied, but for what was left\n');
  expect(printed).toContain('Applied: 1 of 2 objects, 1 left.');
  expect(printed).toContain('Next: plan and apply again: only what still differs is planned.');
});
