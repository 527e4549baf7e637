// What a plan holds for users of whom the ledger knows something already.

import { describe, expect, it } from 'vitest';
import { actionsFile, executesIn, userId, usersOf } from './actions-kit.ts';
import { tenant } from './kit.ts';
import { must } from './tenant.ts';

const forward = { action: 'move-users', template: '8' };

describe('users that are forwarded', () => {
  it('go in one step with their action, whatever others of the action have behind them', async () => {
    const t = await tenant({ desired: actionsFile({ forward }), devices: 0, world: { users: usersOf(1) } });
    must(await t.apply(await t.plan()));
    for (const user of usersOf(101)) t.simulator.world.addUser({ ...user, id: String(user['id']) });
    const wish = { forward, template: '9' };
    t.want(actionsFile(wish));
    const plan = await t.plan();
    expect(plan.steps.map(({ changes }) => changes.length)).toEqual([1, 100, 100]);
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
    const memory = must(await t.ledger.memory());
    for (let i = 0; i < 101; i += 1)
      expect(memory.applied(`user_action/park/${userId(i)}/move-users`)).toMatchObject({ status: 'success' });
    expect(executesIn(t.simulator.requests)).toHaveLength(2 + 3 + 2);
    expect(await t.plan()).toMatchObject({ steps: [] });
  });
});
