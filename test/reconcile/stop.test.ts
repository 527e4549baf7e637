// A signal in the middle: calls under way are finished and written down, nothing new is begun, and resume goes on.

import { describe, expect, it } from 'vitest';
import { isSync, memoryOf, statesOf, type Tenant, tenant, writesIn } from './kit.ts';
import { must } from './tenant.ts';

/** Applies, and stops when the n-th step has started. */
async function stopped(t: Tenant, nth: number, concurrency: number) {
  const controller = new AbortController();
  let started = 0;
  const onEvent = ({ event }: { event: string }): void => {
    if (event === 'start') started += 1;
    if (started === nth) controller.abort('SIGINT');
  };
  return must(await t.apply(await t.plan(), { stop: controller.signal, concurrency, onEvent }));
}

describe('an apply that is stopped', () => {
  it.each([1, 2, 4, 6, 9])(
    'in step %i: what was begun is done and written down, resume does the rest',
    async (nth) => {
      const t = await tenant();
      const report = await stopped(t, nth, 1);
      expect(report).toMatchObject({ reason: 'interrupted', diagnostics: [], residual: [] });
      expect(statesOf(report)).toEqual({ applied: nth, not_attempted: 10 - nth });
      expect(writesIn(t.simulator.requests)).toHaveLength(nth);
      const before = t.simulator.requests.length;
      const resumed = must(await t.resume());
      expect(resumed).toMatchObject({ reason: 'done', residual: [] });
      expect(resumed?.requests).toBe(t.simulator.requests.length - before);
      expect(writesIn(t.simulator.requests)).toHaveLength(10);
      expect(t.simulator.requests.filter(isSync)).toHaveLength(1);
      expect(await t.plan()).toMatchObject({ steps: [] });
    },
  );

  it('in its last step is done', async () => {
    const t = await tenant();
    expect(await stopped(t, 10, 1)).toMatchObject({ reason: 'done' });
    expect(must(await t.ledger.unfinished())).toBeNull();
  });

  it('with several calls under way finishes them all', async () => {
    const t = await tenant();
    const report = await stopped(t, 6, 3);
    const { applied = 0 } = statesOf(report);
    expect(writesIn(t.simulator.requests)).toHaveLength(applied);
    expect(must(await t.ledger.unfinished())).toMatchObject({ inFlight: [] });
  });

  it('resumed, and stopped again, goes on from there', async () => {
    const t = await tenant();
    await stopped(t, 2, 1);
    const over = { stop: AbortSignal.abort('SIGINT') };
    expect(must(await t.resume(over))).toMatchObject({ reason: 'interrupted' });
    expect(writesIn(t.simulator.requests)).toHaveLength(2);
    expect(must(await t.resume())).toMatchObject({ reason: 'done' });
    expect((await memoryOf(t)).owed).toEqual([]);
  });

  it('and moved by somebody else meanwhile is not resumed', async () => {
    const t = await tenant();
    await stopped(t, 2, 1);
    const [id = ''] = t.simulator.world
      .deviceIds()
      .filter((one) => t.simulator.world.device(one)?.['description'] === 'deny');
    t.simulator.world.setDevice(id, { agent_status: 'active' });
    expect(await t.resume()).toMatchObject({ ok: false, error: { reason: 'stale' } });
    expect(writesIn(t.simulator.requests)).toHaveLength(2);
    const next = await t.plan();
    expect(must(await t.apply(next))).toMatchObject({ reason: 'done' });
  });

  it.each([
    ['approve', /approve-agent$/],
    ['sync', /sync-now$/],
  ])(
    'while the server only answers 429 to %s: it is not attempted, and nothing is in doubt',
    async (_, path) => {
      const t = await tenant({ faults: { only: { path }, rateLimit: 1, retryAfterSeconds: 1 } });
      const controller = new AbortController();
      const asked = () => t.simulator.requests.filter((one) => path.test(one.path)).length;
      const { signal } = controller;
      const watch = setInterval(() => asked() > 1 && controller.abort('SIGINT'), 1);
      // Waits pass at once: without the stop it is sent until two minutes are over, and then it has failed.
      const report = must(await t.apply(await t.plan(), { stop: signal, concurrency: 1 }));
      clearInterval(watch);
      expect(report).toMatchObject({ reason: 'interrupted', diagnostics: [] });
      const { applied = 0, not_attempted: left = 0 } = statesOf(report);
      expect([applied + left, left > 0]).toEqual([10, true]);
      expect(must(await t.ledger.unfinished())).toMatchObject({ inFlight: [] });
      expect((await memoryOf(t)).inDoubt).toEqual([]);
      const before = asked();
      t.simulator.set({ faults: [] });
      expect(must(await t.resume())).toMatchObject({ reason: 'done', residual: [] });
      expect(asked()).toBeGreaterThan(before);
      expect(await t.plan()).toMatchObject({ steps: [] });
    },
  );
});
