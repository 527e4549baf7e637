// Successive states: whatever the tenant, the switches and what was wanted before, each desired file is reached, and
// then nothing is left to do. And planning is a function: the same state gives the same plan, to the byte.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocks } from '../../src/model/diagnostic.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import { devicesOf, writesTo } from './laws.ts';
import type { Switched } from './switches.ts';
import { type Files, type Tenant, value, withTenant } from './tenant.ts';
import { type Desired, ids, switches, type Turn, turns, type Wish, world } from './worlds.ts';

const guards = { max_denials: '100%', max_deactivations: '100%', max_removals: '100%' };
const filesOf = ({ file }: Desired): Files => ({ 'desired.yaml': JSON.stringify(file) });

test('each of several desired files in turn is reached, and then there is nothing left to do', async () => {
  const property = fc.asyncProperty(world, switches, turns, (given, switched, turned) =>
    withTenant({ simulator: { world: given, ...switched }, guards }, async (tenant) => {
      for (const turn of turned) await take(tenant, turn, switched);
    }),
  );
  await fc.assert(property, { numRuns: 40, endOnFailure: false });
});

test('planning twice gives the same plan', async () => {
  const property = fc.asyncProperty(world, switches, turns, (given, switched, [turn]) =>
    withTenant({ simulator: { world: given, ...switched }, guards }, async (tenant) => {
      if (turn === undefined) return;
      const files = filesOf(turn.desired);
      expect(await tenant.plan(files)).toEqual(await tenant.plan(files));
    }),
  );
  await fc.assert(property, { numRuns: 40 });
});

async function take(tenant: Tenant, { meddled, desired }: Turn, switched: Switched): Promise<void> {
  const { simulator } = tenant;
  for (const [id, patch] of meddled) simulator.world.setDevice(id, patch);
  const plan = await tenant.plan(filesOf(desired));
  if (blocks(plan.diagnostics)) return isRefused(tenant, plan);
  await reach(tenant, plan, desired, switched);
  for (const id of ids)
    expect(contradiction(desired.wishes.get(id), simulator.world.device(id), switched)).toBe('');
  expect(simulator.world.linking()).toMatchObject(settingsIn(desired));
}

async function isRefused({ simulator, apply }: Tenant, plan: Plan): Promise<void> {
  const [before, sent] = [devicesOf(simulator), writesTo(simulator)];
  expect((await apply(plan)).ok).toBe(false);
  expect([devicesOf(simulator), writesTo(simulator)]).toEqual([before, sent]);
}

/**
 * Applies until nothing is left: once is enough, but where a result is missing and a denial cannot be read back, half
 * of those denials are sent again each time.
 */
async function reach(tenant: Tenant, plan: Plan, desired: Desired, switched: Switched): Promise<void> {
  const { missingResults = 0, denied = 'denied' } = switched;
  const rounds = missingResults > 0 && denied !== 'denied' ? 4 : 1;
  let next = plan;
  for (let round = 1; round <= rounds && next.steps.length > 0; round++) {
    const report = value(await tenant.apply(next));
    if (rounds === 1) expect(report).toMatchObject({ reason: 'done', residual: [] });
    next = await tenant.plan(filesOf(desired));
  }
  expect({ steps: next.steps, changes: next.changes }).toEqual({ steps: [], changes: [] });
}

/** What the device still is against the wish; empty for nothing. Told from the wish and the row alone. */
function contradiction(wish: Wish = {}, row: JsonObject | undefined, { access }: Switched): string {
  if (row === undefined) return '';
  const { agent_status: agent, is_deactivated: deactivated } = row;
  if (wish.agent === 'approved' && (agent === 'pending' || agent === 'denied'))
    return `${agent}, not approved`;
  if (wish.agent === 'denied' && agent === 'active') return 'active, not denied';
  if (wish.agent === 'removed' && (agent === 'active' || agent === 'pending')) return `${agent}, not removed`;
  if (wish.agent === 'removed' || access === 'hidden' || typeof deactivated !== 'boolean') return '';
  if (wish.access === undefined || deactivated === (wish.access === 'deactivated')) return '';
  return `${deactivated ? 'deactivated' : 'activated'}, not ${wish.access}`;
}

/** The settings that the file wants, as the API names them. */
function settingsIn({ file }: Desired): Record<string, unknown> {
  const wanted = isObject(file['account_linking']) ? file['account_linking'] : {};
  return Object.fromEntries(
    Object.entries(wanted).filter(([name]) => name !== 'sync' && name !== 'acknowledge'),
  );
}
