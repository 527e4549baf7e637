// The reason with which a lock-out was accepted is kept for good: in the plan, and in the ledger's list of reasons.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tenant } from '../reconcile/kit.ts';
import { must } from '../reconcile/tenant.ts';

const reason = 'agreed with the help desk';
const id = '2000000000001';

const world = (accounts: readonly { user_name: string }[]) => ({
  devices: [{ id, name: 'LAPTOP-1', agent_status: 'active', is_deactivated: false, join_type: 'IDPJoined' }],
  linking: {
    is_enabled: true,
    attribute_type: 'attribute',
    attribute_value: 'mail',
    link_restricted_local_accounts: ['administrator'],
    ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
  },
  accounts: {
    [id]: accounts.map((account, i) => ({
      id: String(i + 1),
      permission_level: 'Administrator',
      is_idp_linked: false,
      ...account,
    })),
  },
});

const syncing = `version: 1
account_linking: { attribute_value: upn, sync: on_change, acknowledge: "${reason}" }
`;

/** The reasons that the ledger keeps; none where it has no such file. */
function reasonsIn(folder: string): unknown[] {
  const file = join(folder, 'ledger', 'reasons.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

it('of a sync, where a device is left without an account', async () => {
  const t = await tenant({ desired: syncing, world: world([{ user_name: 'itadmin' }]) });
  const plan = await t.plan();
  const hazards = plan.steps.flatMap((step) => step.hazards);
  expect(hazards).toMatchObject([{ hazard: 'irreversible' }, { hazard: 'locks-out', acknowledged: reason }]);
  expect(must(await t.apply(plan)).reason).toBe('done');
  const kept = { plan: plan.id, hazard: 'locks-out', reason, addresses: ['account_linking/sync'] };
  expect(reasonsIn(t.folder)).toMatchObject([kept]);
});

it('of a sync that was safe there is nothing to accept, so nothing of it is kept', async () => {
  const t = await tenant({ desired: syncing, world: world([{ user_name: 'administrator' }]) });
  const plan = await t.plan();
  expect(plan.steps.flatMap((step) => step.hazards)).toMatchObject([{ hazard: 'irreversible' }]);
  expect(must(await t.apply(plan)).reason).toBe('done');
  expect(reasonsIn(t.folder)).toEqual([]);
});
