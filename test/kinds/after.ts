// What is there after an apply, as a case expects it: in the tenant, and in the ledger.

import { expect } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import type { Case } from './case.ts';
import type { Switched } from './switches.ts';
import type { Tenant } from './tenant.ts';

export async function compareAfter(given: Case, tenant: Tenant, switches: Switched): Promise<void> {
  const { simulator } = tenant;
  compareDevices(given, simulator, switches);
  compareUsers(given, simulator);
  await compareLedger(given, tenant);
}

function compareDevices({ after = {}, live }: Case, { world }: Simulator, { denied }: Switched): void {
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

function compareUsers({ after = {}, live }: Case, { world }: Simulator): void {
  for (const [id, row] of Object.entries(after.users ?? {}))
    if (row === null) expect(world.user(id)).toBeUndefined();
    else expect(world.user(id)).toMatchObject(row);
  for (const [key, names] of Object.entries(after.columns ?? {})) {
    const [action = '', appConfig = ''] = key.split('/');
    expect(world.columns(action, appConfig)).toEqual(names ?? undefined);
  }
  const executions = world.executions().slice(live.executions?.length ?? 0);
  if (after.executions)
    expect(sorted(executions.map(({ user_ids = [] }) => user_ids))).toEqual(sorted(after.executions));
  if (after.requests) {
    expect(world.workflowRequests()).toHaveLength(after.requests.length);
    expect(world.workflowRequests()).toMatchObject(after.requests);
  }
}

const sorted = (lists: readonly unknown[]): string[] => lists.map((list) => JSON.stringify(list)).sort();

async function compareLedger({ after = {} }: Case, tenant: Tenant): Promise<void> {
  if (!after.ledger && !after.in_doubt) return;
  const memory = await tenant.memory();
  for (const [address, state] of Object.entries(after.ledger ?? {})) {
    const known = memory.applied(address);
    if (state === null) expect(known).toBeUndefined();
    else expect({ address, ...known }).toMatchObject({ address, ...state });
  }
  if (after.in_doubt) expect([...memory.inDoubt].sort()).toEqual([...after.in_doubt].sort());
}
