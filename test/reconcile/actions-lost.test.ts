// The answer to an execute that is lost: its users are in doubt, nothing is sent again, and the message says what to do.
// Where the server lists executions, it names the one that appeared and holds these users; what that came to is not
// taken for theirs, since the list does not show with which template it was run.

import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/api/port.ts';
import { type ResolveInput, resolution } from '../../src/reconcile/resolve.ts';
import type { Faults, Options } from '../../src/simulator/index.ts';
import {
  actionSection,
  actionsFile,
  type Failing,
  isExecute,
  liesOf,
  truthOf,
  userId,
  usersOf,
  type Wish,
} from './actions-kit.ts';
import { type Tenant, tenant, writesIn } from './kit.ts';
import { must } from './tenant.ts';

const count = 4;
const users = Array.from({ length: count }, (_, i) => userId(i));
const addresses = users.map((user) => `user_action/park/${user}`);

const start = (wish: Wish, options: Options, failing?: (i: number) => Failing): Promise<Tenant> =>
  tenant({ desired: actionsFile(wish), devices: 0, world: { users: usersOf(count, failing) }, ...options });

/** Disturbs the n-th execute alone: a server that is asked has done the work where the answer is lost. */
const nthExecute = (n: number, fault: 'lost' | 'error'): Faults => ({
  only: { method: 'POST', path: '/execute$' },
  [fault]: { every: n },
  times: 1,
});

async function expectHonest(t: Tenant, wish: Wish): Promise<void> {
  const memory = must(await t.ledger.memory());
  expect(liesOf({ wishes: { park: wish }, users, memory, truth: await truthOf(t.simulator) })).toEqual([]);
}

/** A writer that keeps the first answer until the second call is answered. */
function firstAnswersLast({ client }: Tenant): Writer {
  let [calls, release] = [0, (): void => undefined];
  const second = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    send: async (request, options) => {
      calls += 1;
      const isFirst = calls === 1;
      const sent = await client.writer.send(request, options);
      if (isFirst) await second;
      else release();
      return sent;
    },
  };
}

async function resolve(t: Tenant, found: ResolveInput['found']): Promise<void> {
  const memory = must(await t.ledger.memory());
  const about = { kinds: ['user_action'], globs: ['user_action/park/*'], found, reason: '' };
  must(
    await t.apply(must(resolution({ ...about, tenant: 'acme', baseUrl: t.baseUrl, memory, clock: t.clock }))),
  );
}

const doubtsIn = async ({ ledger }: Tenant): Promise<string[]> =>
  [...must(await ledger.memory()).inDoubt].sort();

describe('where executions are listed', () => {
  const listed = { executionsListed: 'yes' } as const;
  const named = (id: string): string =>
    `it may be execution ${id}: look at it, and where it is, resolve this run with --execution ${id}`;

  it('the execution is named, and nothing is concluded from it', async () => {
    const t = await start({}, { ...listed, faults: nthExecute(1, 'lost') }, (i) =>
      i === 2 ? 'always' : 'never',
    );
    const report = must(await t.apply(await t.plan()));
    expect(report).toMatchObject({ reason: 'partial', outcomes: [{ state: 'in_doubt', failed: [] }] });
    expect(JSON.stringify(report)).toContain(named('2000000810001'));
    expect(await doubtsIn(t)).toEqual(addresses);
    await expectHonest(t, {});
    await resolve(t, { execution: '2000000810001' });
    must(await t.apply(await t.plan()));
    expect(await doubtsIn(t)).toEqual([]);
    await expectHonest(t, {});
    expect(t.simulator.requests.filter(isExecute)).toHaveLength(1);
  });

  it('it is not one of before', async () => {
    const t = await start({}, listed);
    must(await t.apply(await t.plan()));
    t.want(actionsFile({ template: '9' }));
    t.simulator.set({ faults: nthExecute(1, 'lost') });
    const report = must(await t.apply(await t.plan()));
    await expect(truthOf(t.simulator)).resolves.toHaveProperty('size', 2 * count);
    expect(JSON.stringify(report)).toContain(named('2000000810002'));
    expect(await doubtsIn(t)).toEqual(addresses);
  });

  it.each(['lost', 'error'] as const)(
    'a retry whose answer is %s is not taken for the call before it',
    async (fault) => {
      const wish = { retries: 1 };
      const t = await start(wish, { ...listed, faults: nthExecute(2, fault) }, () => 1);
      must(await t.apply(await t.plan()));
      expect(await doubtsIn(t)).toEqual(addresses);
      await expectHonest(t, wish);
    },
  );

  it.each(['lost', 'error'] as const)(
    'a forward to the same action whose answer is %s neither',
    async (fault) => {
      const wish = { forward: { action: 'move-users', template: '8' } };
      const t = await start(wish, { ...listed, faults: nthExecute(2, fault) });
      must(await t.apply(await t.plan()));
      const forwards = addresses.map((address) => `${address}/move-users`);
      expect(await doubtsIn(t)).toEqual(forwards);
      await expectHonest(t, wish);
    },
  );

  it('one that was never carried out is in doubt', async () => {
    const t = await start({}, { ...listed, faults: nthExecute(1, 'error') });
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'partial' });
    expect(await doubtsIn(t)).toEqual(addresses);
    await expectHonest(t, {});
  });

  it('one that was never carried out is not taken for another part of the file that runs for the same users', async () => {
    const t = await start({}, { ...listed, faults: nthExecute(1, 'error') });
    const parts = { park: actionSection({}), tidy: actionSection({ template: '9' }) };
    t.want(JSON.stringify({ version: 1, user_actions: parts }));
    expect(must(await t.apply(await t.plan(), { writer: firstAnswersLast(t) }))).toMatchObject({
      reason: 'partial',
    });
    expect(t.simulator.world.executions()).toHaveLength(1);
    expect(await doubtsIn(t)).toHaveLength(count);
  });
});

describe('where they are not', () => {
  it.each(['lost', 'error'] as const)(
    'users of an answer that is %s stay in doubt, and are told about',
    async (fault) => {
      const t = await start({ retries: 3 }, { faults: nthExecute(1, fault) });
      expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'partial' });
      const sent = writesIn(t.simulator.requests).length;
      for (let i = 0; i < 3; i += 1) {
        const plan = await t.plan();
        expect(plan).toMatchObject({ steps: [], agreed: [] });
        expect(plan.diagnostics).toMatchObject([
          {
            code: 'ledger.in-doubt',
            addresses,
            next: expect.stringContaining("trueup resolve 'user_action/park/*' --ran, or --not-run"),
          },
        ]);
        must(await t.apply(plan));
      }
      expect(writesIn(t.simulator.requests)).toHaveLength(sent);
      expect(await doubtsIn(t)).toEqual(addresses);
    },
  );

  it('and run again where a person found that they did not', async () => {
    const t = await start({}, { faults: nthExecute(1, 'error') });
    must(await t.apply(await t.plan()));
    await resolve(t, 'not-run');
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done' });
    expect(await doubtsIn(t)).toEqual([]);
    await expectHonest(t, {});
  });

  it('and are read where a person found their execution', async () => {
    const t = await start({}, { faults: nthExecute(1, 'lost') });
    must(await t.apply(await t.plan()));
    await resolve(t, { execution: '2000000810001' });
    t.simulator.set({ executionReads: 0 });
    must(await t.apply(await t.plan()));
    expect(await doubtsIn(t)).toEqual([]);
    await expectHonest(t, {});
    expect(t.simulator.requests.filter(isExecute)).toHaveLength(1);
  });
});
