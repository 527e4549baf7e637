// The report of an apply: what did not come through, what to do, and sums in objects.

import { expect, test } from 'vitest';
import type { RunReport, StepOutcome } from '../../src/model/run.ts';
import { runJson } from '../../src/report/json.ts';
import { printRunText } from '../../src/report/run-text.ts';
import { viewRun } from '../../src/report/run-view.ts';
import { expectGolden } from './golden.ts';
import { agent, agents, approved, batches, denied, pending, plan, step, text } from './plans.ts';
import { hugePlan, mixedPlan } from './samples.ts';

function report(outcomes: readonly StepOutcome[], more: Partial<RunReport> = {}): RunReport {
  return {
    format: 'trueup.run/1',
    plan: '3f2a9c41d0e87b65',
    tenant: 'acme',
    started_at: '2026-01-02T03:04:05Z',
    ended_at: '2026-01-02T03:04:17Z',
    reason: 'partial',
    outcomes,
    residual: [],
    verified: [],
    diagnostics: [],
    requests: 14,
    ...more,
  };
}

function outcome(id: string, state: StepOutcome['state'], more: Partial<StepOutcome> = {}): StepOutcome {
  return { step: id, state, failed: [], unknown: [], detail: '', ...more };
}

const partial = report(
  [
    outcome('s3', 'applied'),
    outcome('s2', 'failed', {
      detail: 'PATCH /device-account-linking answered 422: attribute_value is not known',
    }),
    outcome('s4', 'failed', {
      failed: [{ address: 'device/2000000000001', message: 'the agent is \x1b[2Joffline' }],
    }),
    outcome('s5', 'not_attempted', { detail: 'the settings it needs were not applied' }),
    outcome('s6', 'in_doubt', { detail: 'the connection ended before an answer came' }),
  ],
  {
    verified: [{ kind: 'device', how: 'whole', objects: 9 }],
    residual: [{ address: 'device/2000000000050', why: 'agent is still pending' }],
  },
);

test('run-partial.txt', () =>
  expectGolden('run-partial.txt', printRunText(viewRun(partial, mixedPlan()), text)));
test('run-partial.json', () => expectGolden('run-partial.json', runJson(partial)));

test('run-done.txt: everything applied fits a few lines', () => {
  const huge = hugePlan();
  const done = report(
    huge.steps.map(({ id }) => outcome(id, 'applied')),
    { reason: 'done', requests: 309, verified: [{ kind: 'device', how: 'push-down', objects: 10_000 }] },
  );
  expectGolden('run-done.txt', printRunText(viewRun(done, huge), text));
});

test('a step that names its failures applied the others', () => {
  const many = agents(100, pending, approved);
  const [only] = batches('approve', many);
  const failed = many.slice(0, 3).map(({ address }) => ({ address, message: 'no' }));
  const unknown = many.slice(3, 5).map(({ address }) => address);
  const said = report([outcome(only?.id ?? '', 'failed', { failed, unknown })]);
  const { counts } = viewRun(said, plan(many, batches('approve', many)));
  expect(counts).toEqual({ applied: 95, failed: 3, not_attempted: 0, in_doubt: 2, left: 0 });
});

test('an object with two steps ends in the worse state and counts once', () => {
  const both = agent(1, pending, denied);
  const steps = [step('approve', [both], { id: 'a' }), step('activate', [both], { id: 'b' })];
  const said = report([outcome('a', 'failed', { detail: 'no' }), outcome('b', 'applied')]);
  expect(viewRun(said, plan([both], steps)).counts).toEqual({
    applied: 0,
    failed: 1,
    not_attempted: 0,
    in_doubt: 0,
    left: 0,
  });
});

test('an interrupted run says how to resume; what it never came to is not attempted', () => {
  const printed = printRunText(viewRun(report([], { reason: 'interrupted' }), mixedPlan()), text);
  expect(printed).toContain('Next: trueup apply --resume carries out what this run had left.');
  expect(printed).toContain('Applied: 0 of 12 objects, 12 not attempted. 14 API calls in 12 s.');
});

test('what is never sent twice and in doubt sends people to the console, and has them tell what they found', () => {
  const printed = printRunText(viewRun(report([outcome('s5', 'in_doubt')]), mixedPlan()), text);
  expect(printed.replaceAll(/\n +/g, ' ')).toContain(
    'look in the console whether what is in doubt happened; trueup never sends it twice. ' +
      'Then: trueup resolve account_linking/sync --ran, or --not-run.',
  );
});

test('what is to be typed leads to the ledger of the run', () => {
  const named = '--ledger .trueup/acme';
  const view = viewRun(report([outcome('s5', 'in_doubt')], { reason: 'interrupted' }), mixedPlan(), {
    named,
  });
  const printed = printRunText(view, text).replaceAll(/\n +/g, ' ');
  expect(printed).toContain('trueup resolve --ledger .trueup/acme account_linking/sync --ran');
  expect(printed).toContain('trueup apply --ledger .trueup/acme --resume');
});

test('many failures: a sample of objects, and each message with how often it was said', () => {
  const many = agents(100, pending, approved);
  const failed = many.map(({ address }, i) => ({ address, message: i < 90 ? 'offline' : 'unknown agent' }));
  const steps = batches('approve', many);
  const printed = printRunText(
    viewRun(report([outcome(steps[0]?.id ?? '', 'failed', { failed })]), plan(many, steps)),
    text,
  );
  expect(printed).toContain('and 95 more\n      offline (90)\n      unknown agent (10)\n');
});
