// The conformance suite of the kinds: each case of src/kinds/*/cases, under the default and under each other value
// of each switch of the simulator that can matter to its kind. The law: plan, apply, plan again, and nothing is left.

import { describe, expect, test } from 'vitest';
import { blocks } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { compareAfter } from './after.ts';
import { type Case, cases, type Expectation, filesOf, rememberedOf, type Told, worldOf } from './case.ts';
import { carriesOut, expectNothing, refuses } from './laws.ts';
import { executeBefore } from './prior.ts';
import { nameOf, type Switched, switchedFor } from './switches.ts';
import { type Tenant, withTenant } from './tenant.ts';
import { codesOf, expectedView, viewOf } from './view.ts';

describe.concurrent.each(cases)('%s', (name, given) => {
  if (given.invalid !== undefined) {
    test(given.title, () => isInvalid(given, given.invalid ?? []));
    return;
  }
  test(given.title, () => run(given, {}));
  test.each(switchedFor(name.split('/')[0] ?? '').map((switches) => [nameOf(switches), switches] as const))(
    'converges with %s',
    (_switch, switches) => run(given, switches),
  );
});

async function run(given: Case, switches: Switched): Promise<void> {
  const { faults = [], admanager = true, executions = [] } = given.live;
  const simulator = { ...switches, ...given.live.switches, world: worldOf(given), faults };
  const options = { simulator, remembered: rememberedOf(given), guards: given.guards ?? {}, admanager };
  await withTenant(options, async (tenant) => {
    await executeBefore(tenant.simulator, executions);
    const files = filesOf(given);
    const plan = await tenant.plan(files);
    const expectation = expectationOf(given, switches);
    if (expectation !== null) compare(plan, expectation);
    if (blocks(plan.diagnostics)) await refuses(tenant, plan);
    else
      await carriesOut(
        tenant,
        plan,
        given.run ?? { reason: 'done' },
        !('bulkMax' in switches || 'urlMax' in switches),
      );
    if (!blocks(plan.diagnostics)) await endsWith(tenant, given);
    await compareAfter(given, tenant, switches);
  });
}

async function isInvalid(given: Case, told: readonly Told[]): Promise<void> {
  await withTenant({ simulator: { world: worldOf(given) } }, async (tenant) => {
    const found = await tenant.findings(filesOf(given));
    expect(blocks(found)).toBe(true);
    expect(found.map(({ code }) => code)).toEqual(codesOf(told));
    compareWords(found, told);
    expect(tenant.simulator.requests).toEqual([]);
  });
}

/** The plan after the apply. */
async function endsWith(tenant: Tenant, given: Case): Promise<void> {
  const next = await tenant.plan(filesOf(given));
  if (given.next) compare(next, given.next);
  else expectNothing(next);
}

/** Null where the switch changes what is read of this case, and the case does not say how: only the law holds. */
function expectationOf(given: Case, switches: Switched): Expectation | null {
  const own = given.expect_with?.[nameOf(switches)];
  if (own) return { ...given.expect, ...own };
  const { devices = [], fleet } = given.live;
  const showsAccess = [...devices, fleet?.row ?? {}].some((row) => 'is_deactivated' in row);
  return switches.access === 'hidden' && showsAccess ? null : (given.expect ?? {});
}

function compare(plan: Plan, expectation: Expectation): void {
  expect(viewOf(plan)).toEqual(expectedView(expectation));
  compareWords(plan.diagnostics, expectation.diagnostics ?? []);
}

function compareWords(diagnostics: Plan['diagnostics'], expected: readonly Told[]): void {
  for (const [i, told] of expected.entries())
    if (typeof told !== 'string')
      for (const words of told.says) expect(JSON.stringify(diagnostics[i])).toContain(words);
}
