// What a plan holds for users of whom the ledger knows something already.

import { describe, expect, it } from 'vitest';
import type { Sent, Writer } from '../../src/api/port.ts';
import { actionsFile, executesIn, liesOf, truthOf, userId, usersOf } from './actions-kit.ts';
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

describe('retries', () => {
  const count = 3;
  const users = Array.from({ length: count }, (_, i) => userId(i));

  it('that the server refuses do not count, and those that it took are not forgotten', async () => {
    const wish = { retries: 2 };
    const failing = usersOf(count, () => 'always');
    const t = await tenant({ desired: actionsFile(wish), devices: 0, world: { users: failing } });
    let calls = 0;
    const writer: Writer = {
      send: async (request, options) => {
        if (request.path.endsWith('/execute')) calls += 1;
        return calls === 3 ? refused : t.client.writer.send(request, options);
      },
    };
    must(await t.apply(await t.plan(), { writer }));
    const plan = await t.plan();
    expect(plan.changes).toMatchObject(users.map(() => ({ after: { run: 'retry', attempts: 2 } })));
    must(await t.apply(plan));
    expect(executesIn(t.simulator.requests)).toHaveLength(3);
    const memory = must(await t.ledger.memory());
    const truth = await truthOf(t.simulator);
    expect(liesOf({ wishes: { park: wish }, users, memory, truth })).toEqual([]);
    expect(await t.plan()).toMatchObject({ steps: [] });
  });

  it('whose answer was lost are done where the users were to be deleted, and are gone', async () => {
    const wish = { action: 'delete-users', retries: 1 };
    const lost = { only: { method: 'POST', path: '/execute$' }, lost: { every: 2 }, times: 1 };
    const world = { users: usersOf(count, () => 1) };
    const t = await tenant({ desired: actionsFile(wish), devices: 0, world, faults: lost });
    must(await t.apply(await t.plan()));
    expect(must(await t.ledger.memory()).inDoubt.size).toBe(count);
    const plan = await t.plan();
    expect(plan).toMatchObject({ steps: [], agreed: [{ after: { status: 'success', attempts: 2 } }] });
    must(await t.apply(plan));
    expect(must(await t.ledger.memory()).inDoubt.size).toBe(0);
  });
});

const refused: Sent = {
  state: 'refused',
  failure: { code: 'x.y', reason: 'error', summary: 'not now', why: '', next: '' },
};
