// User actions where one plan and one apply do not tell it all: rows that a server should not have returned, and users
// for whom the action they were forwarded to failed.

import { describe, expect, it } from 'vitest';
import { wished } from '../../src/kinds/user_action/imperative.ts';
import { kind } from '../../src/kinds/user_action/kind.ts';
import { kindName } from '../../src/kinds/user_action/memory.ts';
import { taskOf } from '../../src/kinds/user_action/prepare.ts';
import type { Json } from '../../src/model/json.ts';
import type { Observed } from '../../src/model/kind.ts';
import { emptyMemory } from '../../src/model/memory.ts';
import { expectNothing } from './laws.ts';
import { type Files, value, withTenant } from './tenant.ts';

const task = { action: 'move-users', app_config_id: '1', template: { id: '1', data: [] } };
const second = { action: 'move-users', template: { id: '2', data: [] } };
const filesOf = (park: Json): Files => ({
  'desired.yaml': JSON.stringify({ version: 1, user_actions: { park } }),
});
const doe = { select: { filter: 'last_name eq "Doe"' } };

describe('each row is checked against the filter again', () => {
  /** What is observed of rows that a server answers to the filter. */
  function observed(rows: readonly unknown[]): Observed {
    const place = () => ({ file: 'desired.yaml', line: 3 });
    const sections = { user_actions: { value: { park: { ...task, ...doe } }, place } };
    const prepared = kind.prepare({ sections, policy: { protectedAccounts: [] }, inventories: new Map() });
    const observer = prepared.observe(emptyMemory);
    for (const row of rows) expect(observer.row(row, 0).ok).toBe(true);
    return observer.finish();
  }
  const addresses = ({ runs }: Observed) => runs?.([]).map(({ address }) => address);

  it('those that it does not select are left out, and told', () => {
    const found = observed([
      { id: '7', last_name: 'Doe' },
      { id: '8', last_name: 'Lin' },
      { id: 9, last_name: 'DOE' },
    ]);
    expect(addresses(found)).toEqual(['user_action/park/7', 'user_action/park/9']);
    expect(found.diagnostics).toMatchObject([
      { code: 'user-action.foreign-rows', severity: 'warning', summary: expect.stringContaining('1 user') },
    ]);
  });

  it('a row without an id is no user', () => {
    const sections = { user_actions: { value: { park: { ...task, ...doe } }, place: () => ({}) } };
    const prepared = kind.prepare({ sections, policy: { protectedAccounts: [] }, inventories: new Map() });
    expect(prepared.observe(emptyMemory).row({ last_name: 'Doe' }, 0)).toMatchObject({
      ok: false,
      error: { field: 'id' },
    });
  });
});

describe('a user for whom the action it was forwarded to fails', () => {
  const users = [{ id: '7', first_name: 'John', last_name: 'Doe', email: 'john@contoso.example' }];
  const forwarding = filesOf({ ...task, ...doe, retries: 3, forward_to: second });
  const address = `${kindName}/park/7/move-users`;

  it('is told in later plans, and retried where the ledger keeps it, so that its own action is done with', async () => {
    await withTenant({ simulator: { world: { users } } }, async (tenant) => {
      value(await tenant.apply(await tenant.plan(filesOf({ ...task, ...doe }))));
      tenant.simulator.world.setUser('7', { fails: 'No such container.' });
      const report = value(await tenant.apply(await tenant.plan(forwarding)));
      expect(report.outcomes).toMatchObject([{ failed: [{ address, message: 'No such container.' }] }]);
      const next = await tenant.plan(forwarding);
      expectNothing(next);
      expect(next.diagnostics.map(({ code }) => code)).toEqual(['user-action.done', 'user-action.failed']);
      expect(next.diagnostics[1]?.next).toContain('run: trueup executions retry 2000000810002');

      tenant.simulator.world.setUser('7', { fails: null });
      const wish = {
        execution: '2000000810002',
        name: 'park',
        task: taskOf({ ...task, ...second }),
        forward: null,
        acknowledge: undefined,
      };
      const again = await tenant.planOf({ kind, prepared: wished(wish) });
      expect(again.changes.map((change) => change.address)).toEqual([address]);
      expect(value(await tenant.apply(again)).reason).toBe('done');
      expect((await tenant.memory()).applied(address)).toMatchObject({ status: 'success', attempts: 2 });
      const last = await tenant.plan(forwarding);
      expectNothing(last);
      expect(last.diagnostics.map(({ code }) => code)).toEqual(['user-action.done']);
    });
  });
});
