// The conformance suite of the kinds: each case of src/kinds/*/cases, under the default and under each other value
// of each switch of the simulator. The law: plan, apply, plan again, and the second plan is empty.

import { describe, expect, test } from 'vitest';
import { blocks } from '../../src/model/diagnostic.ts';
import type { Json } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { type Case, cases, type Expectation, filesOf, rememberedOf, worldOf } from './case.ts';
import { converges, refuses, writesOf, writesTo } from './laws.ts';
import { nameOf, type Switched, switched } from './switches.ts';
import { withTenant } from './tenant.ts';
import { expectedView, viewOf } from './view.ts';

describe.concurrent.each(cases)('%s', (_name, given) => {
  test(given.title, () => run(given, {}));
  test.each(switched.map((switches) => [nameOf(switches), switches] as const))(
    'converges with %s',
    (_switch, switches) => run(given, switches),
  );
});

async function run(given: Case, switches: Switched): Promise<void> {
  const { faults = [] } = given.live;
  const simulator = { ...switches, world: worldOf(given), faults };
  const options = { simulator, remembered: rememberedOf(given), guards: given.guards ?? {} };
  await withTenant(options, async (tenant) => {
    const files = filesOf(given);
    const plan = await tenant.plan(files);
    const expectation = expectationOf(given, switches);
    if (expectation !== null) compare(plan, expectation);
    if (blocks(plan.diagnostics)) await refuses(tenant, plan);
    else await converges(tenant, plan, files);
    if (nameOf(switches) === 'default') expect(writesTo(tenant.simulator)).toEqual(sentOf(plan));
    compareAfter(given, tenant.simulator, switches);
  });
}

/** What is sent of a plan: all of it and nothing else, or nothing. */
const sentOf = (plan: Plan): string[] => (blocks(plan.diagnostics) ? [] : writesOf(plan));

/** Null where the switch changes what is read of this case, and the case does not say how: only the law holds. */
function expectationOf(given: Case, switches: Switched): Expectation | null {
  const own = given.expect_with?.[nameOf(switches)];
  if (own) return { ...given.expect, ...own };
  const { devices = [], fleet } = given.live;
  const showsAccess = [...devices, fleet?.row ?? {}].some((row) => 'is_deactivated' in row);
  return switches.access === 'hidden' && showsAccess ? null : given.expect;
}

function compare(plan: Plan, expectation: Expectation): void {
  expect(viewOf(plan)).toEqual(expectedView(expectation));
  for (const [i, told] of (expectation.diagnostics ?? []).entries())
    if (typeof told !== 'string')
      for (const words of told.says) expect(JSON.stringify(plan.diagnostics[i])).toContain(words);
}

function compareAfter({ after = {}, live }: Case, { world }: Simulator, { denied }: Switched): void {
  const wasDenied = new Set(
    (live.devices ?? []).flatMap((row) => (row['agent_status'] === 'denied' ? row['id'] : [])),
  );
  for (const [id, row] of Object.entries(after.devices ?? {})) {
    const wanted = row?.['agent_status'] === 'denied' && !wasDenied.has(id) ? deniedAs(row, denied) : row;
    if (wanted === null) expect(world.device(id)).toBeUndefined();
    else expect(world.device(id)).toMatchObject(wanted);
  }
  if (after.linking) expect(world.linking()).toMatchObject(after.linking);
  if (after.jobs !== undefined) expect(world.jobs()).toHaveLength(after.jobs);
}

/** What a denial becomes under the switch. */
function deniedAs(row: Readonly<Record<string, Json>>, denied: Switched['denied'] = 'denied') {
  return denied === 'gone' ? null : { ...row, agent_status: denied };
}
