// A plan applied with nothing in the way: every step in order, the tenant as the files say, and an empty next plan.

import { expect, it } from 'vitest';
import { isSync, liveOf, statesOf, tenant, wordOf, writesIn } from './kit.ts';
import { must } from './tenant.ts';

it('carries out every step once, in the safe order, and the next plan is empty', async () => {
  const t = await tenant();
  const plan = await t.plan();
  expect(plan.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const report = must(await t.apply(plan, { concurrency: 1 }));
  expect(report).toMatchObject({ reason: 'done', residual: [], diagnostics: [] });
  expect(statesOf(report)).toEqual({ applied: plan.steps.length });
  const words = writesIn(t.simulator.requests).map(wordOf);
  expect(words).toEqual([
    ...['patch', 'deactivate', 'deactivate', 'deny 3', 'approve 100', 'approve 100', 'approve 5'],
    ...['activate', 'activate', 'sync-now'],
  ]);
  expect(await t.plan()).toMatchObject({ steps: [], agreed: [], reason: 'done' });
  expect(liveOf(t.simulator).linking['is_enabled']).toBe(true);
  expect(t.simulator.requests.filter(isSync)).toHaveLength(1);
});
