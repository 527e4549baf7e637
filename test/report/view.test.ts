// The view of a plan: grouped by set and operation, the dangerous first, sampled.

import { expect, test } from 'vitest';
import type { HazardName, Step } from '../../src/model/plan.ts';
import { viewPlan } from '../../src/report/view.ts';
import { agent, agents, approved, batches, denied, diagnostic, pending, plan, step } from './plans.ts';
import { mixedPlan } from './samples.ts';

const names = (each: ReturnType<typeof viewPlan>) =>
  each.groups.map(({ group, operation }) => `${operation} ${group}`);

test('groups with hazards come first, in the order of how much they hurt', () => {
  const hazards: HazardName[] = [
    'irreversible',
    'widens-access',
    'unprotects',
    'locks-out',
    'deactivates',
    'denies',
    'removes',
  ];
  const changes = [
    agent(0, pending, approved),
    ...hazards.map((group, i) => agent(i + 1, pending, denied, { group })),
  ];
  const steps = changes.map((change, i): Step => {
    const hazard = hazards[i - 1];
    const found = hazard === undefined ? [] : [{ hazard, why: 'why', addresses: [change.address] }];
    return step('do', [change], { id: `s${i}`, hazards: found });
  });
  const expected = [...hazards].reverse().map((group) => `do ${group}`);
  expect(names(viewPlan(plan(changes, steps)))).toEqual([...expected, 'do finance-laptops']);
});

test('the order of the groups does not depend on the order of the changes and steps', () => {
  const { changes, steps, ...rest } = mixedPlan();
  const turned = { ...rest, changes: [...changes].reverse(), steps: [...steps].reverse() };
  expect(names(viewPlan(turned))).toEqual(names(viewPlan(mixedPlan())));
});

test('a group is sampled: five objects and how many more', () => {
  const many = agents(312, pending, approved);
  const [group] = viewPlan(plan(many, batches('approve', many))).groups;
  expect(group).toMatchObject({ count: 312, calls: 4, members: { more: 307 }, origins: { pending: 312 } });
  expect(group?.members.items.map(({ id }) => id)).toEqual(
    many.slice(0, 5).map(({ address }) => address.slice(7)),
  );
});

test('a step that carries two sets counts its hazards to the set they are about', () => {
  const [a, b] = [agent(1, pending, denied, { group: 'a' }), agent(2, pending, denied, { group: 'b' })];
  const hazards = [{ hazard: 'denies', why: 'w', addresses: [b.address], acknowledged: 'stolen' }] as const;
  const view = viewPlan(plan([a, b], [step('deny', [a, b], { hazards })]));
  expect(view.groups.map(({ group, hazards }) => [group, hazards.length])).toEqual([
    ['b', 1],
    ['a', 0],
  ]);
  expect(view.groups[0]?.acknowledged).toEqual(['stolen']);
});

test('a change with two operations stands in both groups, each with its own fields', () => {
  const both = agent(1, { agent: 'pending', access: 'off' }, { agent: 'approved', access: 'on' });
  const steps = [
    step('approve', [both], { fields: ['agent'] }),
    step('activate', [both], { fields: ['access'] }),
  ];
  const view = viewPlan(plan([both], steps));
  const fields = view.groups.map(({ members }) =>
    members.items.flatMap((each) => each.fields.map((f) => f.field)),
  );
  expect(fields).toEqual([['access'], ['agent']]);
});

test('a change that no step carries is shown under its action', () => {
  expect(names(viewPlan(plan([agent(1, pending, approved)], [])))).toEqual(['change finance-laptops']);
});

test('errors and refusals come before warnings, and block', () => {
  const found = (['info', 'warning', 'refusal', 'error'] as const).map((severity) => diagnostic(severity));
  const view = viewPlan(plan([], [], { diagnostics: found }));
  expect(view.diagnostics.map(({ severity }) => severity)).toEqual(['error', 'refusal', 'warning', 'info']);
  expect(view.blocked).toBe(true);
  expect(viewPlan(plan([], [], { diagnostics: found.slice(0, 2) })).blocked).toBe(false);
});
