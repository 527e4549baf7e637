// An apply that was killed, and then a plain apply: it first settles what the killed one left, by reading alone, and
// then carries out its own plan and nothing of the old one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { children, type Moment } from './children.ts';
import { failureOf, isSync, liveOf, memoryOf, tenant, writesIn } from './kit.ts';
import { fleet, linkingFile, must, setsOnly } from './tenant.ts';

const applyAndDie = children();
/** Devices that are active from the start. */
const untouched = fleet.keep + fleet.deactivate + fleet.activate;
const upTo = (word: Moment, last: number) => Array.from({ length: last }, (_, i) => [word, i + 1] as const);
const moments = [...upTo('before', 21), ...upTo('sent', 10)];

describe('after an apply that was killed', () => {
  it.each(moments)('%s %i, new plans bring the rest about', async (when, nth) => {
    const t = await tenant();
    await applyAndDie(t, await t.plan(), when, nth);
    const next = await t.plan();
    const seen = t.simulator.requests.length;
    expect(must(await t.apply(next))).toMatchObject({ plan: next.id, reason: 'done' });
    const own = next.steps.flatMap(({ requests }) => requests.map(({ path }) => `/api/v1${path}`));
    const sent = writesIn(t.simulator.requests.slice(seen)).map(({ path }) => path);
    expect(sent.sort()).toEqual(own.sort());
    expect(must(await t.ledger.unfinished())).toBeNull();
    must(await t.apply(await t.plan()));
    expect(await t.plan()).toMatchObject({ steps: [] });
    const syncs = t.simulator.requests.filter(isSync).length;
    const { owed, inDoubt } = await memoryOf(t);
    expect(owed).toEqual([]);
    expect(syncs === 1 || inDoubt.length === 1).toBe(true);
    expect(syncs).toBeLessThanOrEqual(1);
    expect(liveOf(t.simulator).devices.filter((line) => line.includes('pending'))).toEqual([]);
  });

  it('an apply with nothing to do of its own still settles it, writing nothing', async () => {
    const t = await tenant({ desired: setsOnly });
    await applyAndDie(t, await t.plan(), 'sent', 3);
    const seen = t.simulator.requests.length;
    t.want('version: 1\nunlisted_devices: report\n');
    const report = must(await t.apply(await t.plan()));
    expect(report).toMatchObject({ reason: 'done', outcomes: [] });
    expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
    expect(must(await t.ledger.unfinished())).toBeNull();
    expect((await memoryOf(t)).applied.length).toBeGreaterThanOrEqual(3);
  });

  it('the journal of the killed one ends with a word on every step, those half done included', async () => {
    const t = await tenant({ desired: setsOnly, bulkMax: 60 });
    const plan = await t.plan();
    await applyAndDie(t, plan, 'sent', 5);
    const seen = t.simulator.requests.length;
    t.want('version: 1\nunlisted_devices: report\n');
    must(await t.apply(await t.plan()));
    expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
    const [name = ''] = readdirSync(join(t.folder, 'ledger', 'runs'));
    const lines = readFileSync(join(t.folder, 'ledger', 'runs', name), 'utf8')
      .trim()
      .split('\n');
    const told = lines.map((line) => JSON.parse(line)).filter(({ entry }) => entry === 'outcome');
    const steps = plan.steps.map(({ id }) => id).sort();
    expect(told.map(({ outcome }) => outcome.step).sort()).toEqual(steps);
    const live = t.simulator.world.deviceIds().map((id) => t.simulator.world.device(id)?.['agent_status']);
    const approved = (await memoryOf(t)).applied.filter((line) => line.includes('approved')).length;
    expect(approved).toBe(live.filter((status) => status === 'active').length - untouched);
  });

  it('the killed plan itself is stale by then, and sends nothing', async () => {
    const t = await tenant({ desired: linkingFile });
    const plan = await t.plan();
    await applyAndDie(t, plan, 'sent', 1);
    const seen = t.simulator.requests.length;
    expect(failureOf(await t.apply(plan))).toMatchObject({ reason: 'stale' });
    expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
  });
});
