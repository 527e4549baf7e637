// Any small world, any disturbance, any deaths on the way: once nothing is left to do, each user was worked on as often
// as the file allows and no more, and what the ledger says of each is what the simulator did.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptIn } from '../../src/kinds/user_action/memory.ts';
import type { Memory } from '../../src/model/memory.ts';
import { type Faults, type Switches, startSimulator } from '../../src/simulator/index.ts';
import {
  actionsFile,
  type Failing,
  liesOf,
  parkName,
  reportLies,
  truthOf,
  userId,
  usersOf,
  type Wish,
} from './actions-kit.ts';
import type { Moment } from './children.ts';
import { unlessDying } from './dying.ts';
import { type Tenant, tempFolder, tenantAt } from './kit.ts';
import { must } from './tenant.ts';

const failing = fc.constantFrom<Failing[]>('never', 'never', 'never', 'always', 1, 2);
const forward = fc.constantFrom(
  undefined,
  { action: 'delete-users' },
  { action: 'move-users', template: '8' },
);

const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ retries: fc.nat({ max: 2 }), forward }) },
  { weight: 1, arbitrary: fc.record({ retries: fc.nat({ max: 2 }), action: fc.constant('delete-users') }) },
);

/** Another part of the file, for the same users. */
const other: fc.Arbitrary<Wish> = fc.record({
  action: fc.constantFrom('move-users', 'delete-users'),
  template: fc.constant('9'),
  retries: fc.nat({ max: 1 }),
});

const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
  executionReads: fc.nat({ max: 3 }),
  executionEnd: fc.constantFrom('natural', 'natural', 'natural', 'time_out', 'interrupted'),
  entityRows: fc.constantFrom('nested', 'flat'),
  firstIndex: fc.constantFrom(0, 1),
  ids: fc.constantFrom('string', 'number'),
  executionsListed: fc.constantFrom('no', 'yes'),
  maxLimit: fc.constantFrom(2, 1000),
});

const chance = fc.constantFrom(0, 0, 0.05, 0.15);
const faults: fc.Arbitrary<Faults> = fc.record({
  rateLimit: chance,
  error: chance,
  reset: chance,
  lost: chance,
  truncated: chance,
  cut: chance,
  html: chance,
  htmlStatus: fc.constantFrom(200, 502),
});

interface Death {
  readonly when: Moment;
  readonly nth: number;
  readonly next: 'resume' | 'apply';
}
const death: fc.Arbitrary<Death> = fc.record({
  when: fc.constantFrom('before', 'after', 'sent'),
  nth: fc.integer({ min: 1, max: 20 }),
  next: fc.constantFrom('resume', 'apply'),
});

const world = fc.record({
  users: fc.array(failing, { minLength: 1, maxLength: 5 }),
  wish,
  others: fc.option(fc.record({ tidy: other }), { nil: {} }),
  switches,
  faults,
  deaths: fc.array(death, { maxLength: 4 }),
  waitMs: fc.constantFrom(0, 60_000, 60_000),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const rounds = 25;

/** Plans and applies, or resumes, through all deaths, until nothing is left to do. */
async function untilQuiet(
  t: Tenant,
  { wish, others, users, switches, faults, deaths, waitMs }: World,
): Promise<void> {
  const left = [...deaths];
  let how: Death['next'] = 'apply';
  for (let round = 1; ; round += 1) {
    expect(round).toBeLessThan(rounds);
    t.simulator.set({ faults: [] });
    const isOpen = must(await t.ledger.unfinished()) !== null;
    const before = must(await t.ledger.memory());
    const plan = await t.plan();
    if (plan.steps.length + plan.agreed.length === 0 && !isOpen) return;
    t.simulator.set({ faults: [...Array<Faults>(round).fill({}), faults] });
    const { when, nth, next } = left.shift() ?? { when: 'sent', nth: 0, next: 'resume' };
    const resumes = isOpen && how === 'resume';
    const ended = await unlessDying(t, [when, nth], (ports) =>
      resumes ? t.resume({ ...ports, waitMs }) : t.apply(plan, { ...ports, waitMs }),
    );
    how = next;
    if (ended === 'died') continue;
    const [report, memory] = [must(ended), must(await t.ledger.memory())];
    if (report !== null && !isOpen) expect(reportLies(plan, report, before, memory)).toEqual([]);
    const ids = users.map((_, i) => userId(i));
    const truth = await truthOf(t.simulator, switches.executionReads);
    expect(liesOf({ wishes: { [parkName]: wish, ...others }, users: ids, memory, truth })).toEqual([]);
  }
}

/** Users that are neither done, nor failed for good, nor in doubt. */
function unfinished({ users, wish }: World, memory: Memory): string[] {
  const stateOf = (address: string): string =>
    memory.inDoubt.has(address) ? 'in doubt' : (keptIn(memory.applied(address))?.status ?? 'nothing');
  return users.flatMap((_, i) => {
    const address = `user_action/${parkName}/${userId(i)}`;
    const main = stateOf(address);
    const attempts = keptIn(memory.applied(address))?.attempts;
    const isOver = main === 'failure' ? attempts === 1 + (wish.retries ?? 0) : main !== 'nothing';
    const next =
      wish.forward && main === 'success' ? stateOf(`${address}/${wish.forward.action}`) : 'success';
    return isOver && next !== 'nothing' ? [] : [`${address}: ${main}, ${attempts} attempts, forward ${next}`];
  });
}

it('every user is accounted for exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { users, wish, others, switches, seed } = given;
      const options = {
        devices: 0,
        seed,
        world: { users: usersOf(users.length, (i) => users[i] ?? 'never') },
      };
      const simulator = await startSimulator({ ...options, ...switches });
      const t = tenantAt(simulator, tempFolder(), actionsFile(wish, others));
      try {
        await untilQuiet(t, given);
        if (Object.keys(others).length === 0)
          expect(unfinished(given, must(await t.ledger.memory()))).toEqual([]);
      } finally {
        t.client.close();
        await simulator.close();
      }
    }),
    { numRuns: 30 },
  );
});
