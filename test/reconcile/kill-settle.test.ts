// An apply that was killed, and then a plain apply: it first settles what the killed one left, by reading alone, and
// then carries out its own plan and nothing of the old one.

import { describe, expect, it } from 'vitest';
import { children, type Moment } from './children.ts';
import { failureOf, isSync, liveOf, memoryOf, tenant, writesIn } from './kit.ts';
import { linkingFile, must, setsOnly } from './tenant.ts';

const applyAndDie = children();
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

  it('the killed plan itself is stale by then, and sends nothing', async () => {
    const t = await tenant({ desired: linkingFile });
    const plan = await t.plan();
    await applyAndDie(t, plan, 'sent', 1);
    const seen = t.simulator.requests.length;
    expect(failureOf(await t.apply(plan))).toMatchObject({ reason: 'stale' });
    expect(writesIn(t.simulator.requests.slice(seen))).toEqual([]);
  });
});
