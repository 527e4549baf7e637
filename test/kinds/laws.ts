// What holds for every plan and every apply, whatever the case: exactly the plan is sent, a refused plan sends
// nothing, what the plan does not name is not touched, and after the apply there is nothing left to do.

import { expect } from 'vitest';
import { urlOf } from '../../src/model/call.ts';
import { blocks } from '../../src/model/diagnostic.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import { type Files, type Tenant, value } from './tenant.ts';

/** Writes that arrived, as `POST /path?query`, sorted: steps of one phase run side by side. */
export function writesTo({ requests }: Simulator): string[] {
  return requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, query }) => `${method} ${urlOf({ path: path.replace('/api/v1', ''), query })}`)
    .sort();
}

/** Writes that the plan holds, as `writesTo` gives them. */
export function writesOf({ steps }: Plan): string[] {
  return steps
    .flatMap(({ requests }) => requests.map((request) => `${request.method} ${urlOf(request)}`))
    .sort();
}

/** A refused plan is refused by apply too, and nothing was sent. */
export async function refuses({ simulator, apply }: Tenant, plan: Plan): Promise<void> {
  expect(blocks(plan.diagnostics)).toBe(true);
  const applied = await apply(plan);
  expect(applied.ok ? applied.value.reason : applied.error.reason).toBe(plan.reason);
  expect(writesTo(simulator)).toEqual([]);
}

/** The plan is carried out whole, touches nothing else, and the next plan is empty. Gives that plan. */
export async function converges(tenant: Tenant, plan: Plan, files: Files): Promise<Plan> {
  const before = devicesOf(tenant.simulator);
  const report = value(await tenant.apply(plan));
  expect(report).toMatchObject({ reason: 'done', residual: [], diagnostics: [] });
  expect(report.outcomes.filter(({ state }) => state !== 'applied')).toEqual([]);
  expect(untouched(before, plan)).toEqual(untouched(devicesOf(tenant.simulator), plan));
  const next = await tenant.plan(files);
  expect({ steps: next.steps, changes: next.changes, reason: next.reason }).toEqual({
    steps: [],
    changes: [],
    reason: 'done',
  });
  return next;
}

type Devices = ReadonlyMap<string, JsonObject>;

export const devicesOf = ({ world }: Simulator): Devices =>
  new Map(world.deviceIds().map((id) => [id, world.device(id) ?? {}]));

/** The devices that no step of the plan names; a sync counts accounts anew, on any of them. */
function untouched(devices: Devices, { steps }: Plan): Devices {
  const named = new Set(steps.flatMap(({ changes }) => changes));
  const synced = steps.some(({ operation }) => operation === 'sync');
  return new Map([...devices].filter(([id]) => !synced && !named.has(`device/${id}`)));
}
