// What holds for every plan and every apply, whatever the case: exactly the plan is sent, and what it announces; a
// refused plan sends nothing, what the plan does not name is not touched, and after the apply nothing is left to do.

import { expect } from 'vitest';
import { urlOf } from '../../src/model/call.ts';
import { blocks } from '../../src/model/diagnostic.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import type { RunExpectation } from './case.ts';
import { expectOnlyPlanned, userOf } from './sent.ts';
import { type Tenant, value } from './tenant.ts';

/** Writes that arrived, as `POST /path?query`, sorted: steps of one phase run side by side. */
export function writesTo({ requests }: Simulator): string[] {
  return requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, query }) => `${method} ${urlOf({ path: path.replace('/api/v1', ''), query })}`)
    .sort();
}

/** A refused plan is refused by apply too, and nothing was sent. */
export async function refuses({ simulator, apply }: Tenant, plan: Plan): Promise<void> {
  expect(blocks(plan.diagnostics)).toBe(true);
  const [before, writes] = [rowsOf(simulator), writesTo(simulator)];
  const applied = await apply(plan);
  expect(applied.ok ? applied.value.reason : applied.error.reason).toBe(plan.reason);
  expect(writesTo(simulator)).toEqual(writes);
  expect(rowsOf(simulator)).toEqual(before);
}

/** What became of each one-shot and object of a plan, by step: each is in one state there, and in no other. */
export type Fate = 'applied' | 'failed' | 'unknown' | 'left';

export function fatesOf({ steps }: Plan, { outcomes }: RunReport): (readonly [string, Fate])[] {
  return steps.flatMap((step) => {
    const outcome = outcomes.find((one) => one.step === step.id);
    if (outcome === undefined || outcome.state === 'not_attempted')
      return step.changes.map((address) => [address, 'left'] as const);
    if (outcome.ends !== undefined)
      return outcome.ends.map(({ address, state }) => [address, state] as const);
    const failed = new Set(outcome.failed.map(({ address }) => address));
    const fate = (address: string): Fate =>
      failed.has(address) ? 'failed' : outcome.unknown.includes(address) ? 'unknown' : 'applied';
    return step.changes.map((address) => [address, fate(address)] as const);
  });
}

/** The apply ends as expected, for each object and one-shot. */
export function expectEnd(plan: Plan, report: RunReport, expected: RunExpectation): void {
  const { reason, failed = {}, unknown = [], left = [] } = expected;
  const messages = Object.fromEntries(
    report.outcomes.flatMap((outcome) => outcome.failed.map(({ address, message }) => [address, message])),
  );
  const fates = fatesOf(plan, report);
  const having = (fate: Fate) => fates.filter(([, one]) => one === fate).map(([address]) => address);
  expect({ messages, unknown: having('unknown').sort(), left: having('left').sort() }).toEqual({
    messages: Object.fromEntries(
      Object.entries(failed).map(([address, words]) => [address, expect.stringContaining(words)]),
    ),
    unknown: [...unknown].sort(),
    left: [...left].sort(),
  });
  expect(having('failed').sort()).toEqual(Object.keys(failed).sort());
  expect(report.reason).toBe(reason);
}

/** The plan is carried out as expected, and touches nothing else. `exact`: no batch is too large for the server. */
export async function carriesOut(
  tenant: Tenant,
  plan: Plan,
  expected: RunExpectation,
  exact: boolean,
): Promise<void> {
  const { simulator } = tenant;
  const [before, since] = [rowsOf(simulator), simulator.requests.length];
  const report = value(await tenant.apply(plan));
  expectEnd(plan, report, expected);
  expect(report).toMatchObject({ residual: [], diagnostics: [] });
  if (exact) expectOnlyPlanned(plan, simulator, since, expected.reason === 'done');
  expect(untouched(before, plan)).toEqual(untouched(rowsOf(simulator), plan));
}

/** Nothing is left to do; there may be something to tell. */
export function expectNothing({ steps, changes, reason }: Plan): void {
  expect({ steps, changes, reason }).toEqual({ steps: [], changes: [], reason: 'done' });
}

type Rows = ReadonlyMap<string, JsonObject>;

/** Devices and users, by the part of an address that names them. */
const rowsOf = ({ world }: Simulator): Rows =>
  new Map([
    ...world.deviceIds().map((id): [string, JsonObject] => [`device/${id}`, world.device(id) ?? {}]),
    ...world.users().map((user): [string, JsonObject] => [`user/${String(user['id'])}`, user]),
  ]);

export const devicesOf = ({ world }: Simulator): Rows =>
  new Map(world.deviceIds().map((id) => [id, world.device(id) ?? {}]));

/** The rows that no step of the plan names; a sync counts the accounts of devices anew, on any of them. */
function untouched(rows: Rows, { steps }: Plan): Rows {
  const named = new Set(steps.flatMap(({ changes }) => changes.map(rowAt)));
  const synced = steps.some(({ operation }) => operation === 'sync');
  return new Map([...rows].filter(([row]) => !(synced && row.startsWith('device/')) && !named.has(row)));
}

const rowAt = (address: string): string =>
  address.startsWith('user_action/') ? `user/${userOf(address)}` : address;
