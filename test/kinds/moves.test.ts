// User moves of many accounts: 100 to a request, each account in one, and the token in nothing that is kept.

import { expect, it } from 'vitest';
import { expectNothing } from './laws.ts';
import { admanagerToken, value, withTenant } from './tenant.ts';

const names = Array.from({ length: 250 }, (_, i) => `user${i}`);
const move = { domain: 'admp.local', container: 'OU=managers', subject: 'Move users', accounts: names };
const files = { 'desired.yaml': JSON.stringify({ version: 1, user_moves: { all: move } }) };

it('go in requests of 100 at most, which people can tell apart', async () => {
  await withTenant({ simulator: { world: {} } }, async ({ simulator, plan, apply, memory }) => {
    const made = await plan(files);
    const report = value(await apply(made));
    expect(report.reason).toBe('done');
    const requests = simulator.world.workflowRequests();
    const accounts = requests.map((one) => (Array.isArray(one['accounts']) ? one['accounts'] : []));
    expect(accounts.map(({ length }) => length).sort()).toEqual([100, 100, 50]);
    expect(new Set(accounts.flat().map((account) => JSON.stringify(account))).size).toBe(250);
    expect(new Set(requests.map((one) => one['Subject'])).size).toBe(3);
    expectNothing(await plan(files));
    const { known, applied } = await memory();
    const kept = [...known('user_move')].map(applied);
    expect(kept).toHaveLength(250);
    expect(JSON.stringify([made, report, kept, simulator.requests])).not.toContain(admanagerToken);
  });
});
