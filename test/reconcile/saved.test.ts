// Plans that must not be applied, and journals that must not be carried on: nothing is sent.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/engine/fingerprint.ts';
import type { Plan } from '../../src/model/plan.ts';
import { failureOf, isSync, memoryOf, tenant, writesIn } from './kit.ts';
import { everything, linkingFile, must, setsOnly, sync } from './tenant.ts';

/** The plan with other members, under a hash that fits. */
function remade({ id: _id, ...body }: Plan, more: Partial<Plan>): Plan {
  const changed = { ...body, ...more };
  return { ...changed, id: fingerprint(changed) };
}

const refusal = { code: 'x', severity: 'refusal', summary: 'too much', why: 'policy', next: 'less' } as const;

describe('a plan is not applied that', () => {
  it.each<[string, (plan: Plan) => Plan, object]>([
    [
      'is for another tenant',
      (plan) => remade(plan, { base_url: 'https://other/api/v1' }),
      { code: 'plan.other-tenant' },
    ],
    [
      'has expired',
      (plan) => remade(plan, { expires_at: '2020-01-01T00:00:00.000Z' }),
      { code: 'plan.expired', reason: 'stale' },
    ],
    ['was edited', (plan) => ({ ...plan, steps: plan.steps.slice(1) }), { code: 'plan.edited' }],
    [
      'a guard refused',
      (plan) => remade(plan, { diagnostics: [refusal], reason: 'refused' }),
      { code: 'plan.refused', reason: 'refused' },
    ],
  ])('%s', async (_, change, failure) => {
    const t = await tenant();
    const plan = change(await t.plan());
    const seen = t.simulator.requests.length;
    expect(failureOf(await t.apply(plan))).toMatchObject(failure);
    expect(t.simulator.requests).toHaveLength(seen);
    expect(existsSync(join(t.folder, 'ledger'))).toBe(false);
  });
});

/** Stops after the first step, and rewrites the journal. */
async function unfinished(change: (journal: string) => string) {
  const t = await tenant({ desired: setsOnly });
  const controller = new AbortController();
  const onEvent = (): void => controller.abort();
  must(
    await t.apply(await t.plan(), {
      stop: controller.signal,
      onEvent: ({ event }) => event === 'start' && onEvent(),
      concurrency: 1,
    }),
  );
  const path = join(t.folder, 'ledger', 'journal.jsonl');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return t;
}

describe('an unfinished journal', () => {
  it('that was edited is neither resumed nor settled', async () => {
    const t = await unfinished((text) => text.replace('"denied"', '"approved"'));
    expect(failureOf(await t.resume())).toMatchObject({ code: 'journal.edited' });
    expect(failureOf(await t.apply(await t.plan()))).toMatchObject({ code: 'journal.edited' });
    expect(writesIn(t.simulator.requests)).toHaveLength(1);
  });

  it('that is older than its plan holds is settled, not resumed', async () => {
    const t = await unfinished((text) => text);
    const late = { ...t.clock, now: () => t.clock.now() + 8 * 24 * 3_600_000 };
    expect(failureOf(await t.resume({ clock: late }))).toMatchObject({ code: 'plan.expired' });
    expect(writesIn(t.simulator.requests)).toHaveLength(1);
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done' });
  });
});

describe('a one-shot', () => {
  it('that is owed is in the next plan, and runs once however often that is applied', async () => {
    const t = await tenant({ desired: linkingFile });
    t.simulator.set({
      rateLimit: null,
      faults: { only: { path: 'sync-now' }, rateLimit: 1, retryAfterSeconds: 600 },
    });
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'partial' });
    t.simulator.set({ faults: [] });
    const owed = await t.plan();
    expect(owed.changes.map(({ address }) => address)).toEqual([sync]);
    expect(must(await t.apply(owed))).toMatchObject({ reason: 'done' });
    expect(failureOf(await t.apply(owed))).toMatchObject({ code: 'plan.spent', reason: 'stale' });
    expect(t.simulator.world.jobs()).toHaveLength(1);
  });

  it('whose answer was lost is in doubt: a warning, and it is not planned', async () => {
    const t = await tenant({ faults: { only: { path: 'sync-now' }, lost: 1 } });
    const report = must(await t.apply(await t.plan()));
    expect(report).toMatchObject({ reason: 'partial', residual: [] });
    const plan = await t.plan();
    expect(plan.steps).toEqual([]);
    expect(plan.diagnostics).toMatchObject([
      { code: 'ledger.in-doubt', severity: 'warning', addresses: [sync] },
    ]);
    must(await t.apply(plan));
    expect(t.simulator.requests.filter(isSync)).toHaveLength(1);
    expect((await memoryOf(t)).inDoubt).toEqual([sync]);
  });

  it('that was owed and is in doubt now is not run by the old plan', async () => {
    const t = await tenant({ desired: linkingFile });
    t.simulator.set({ faults: { only: { path: 'sync-now' }, rateLimit: 1, retryAfterSeconds: 600 } });
    must(await t.apply(await t.plan()));
    t.simulator.set({ faults: { only: { path: 'sync-now' }, lost: 1 } });
    const owed = await t.plan();
    must(await t.apply(owed));
    expect(failureOf(await t.apply(owed)).summary).toContain('may have run since the plan was made');
    expect(t.simulator.world.jobs()).toHaveLength(1);
  });
});

describe('a plan without steps', () => {
  it('leaves no run behind where there is nothing to remember', async () => {
    const t = await tenant();
    must(await t.apply(await t.plan()));
    const runs = (): number => readdirSync(join(t.folder, 'ledger', 'runs')).length;
    expect(runs()).toBe(1);
    expect(must(await t.apply(await t.plan()))).toMatchObject({ reason: 'done', outcomes: [], residual: [] });
    expect(runs()).toBe(1);
  });

  it('records what it found to agree', async () => {
    const t = await tenant({ desired: everything });
    must(await t.apply(await t.plan()));
    t.want(
      'version: 1\ndevice_sets:\n  kept: { agent: approved, select: { filter: \'description eq "keep"\' } }\n',
    );
    const plan = await t.plan();
    expect(plan).toMatchObject({ steps: [], agreed: [{ kind: 'device' }] });
    expect(must(await t.apply(plan))).toMatchObject({ reason: 'done' });
    expect(await t.plan()).toMatchObject({ agreed: [] });
  });
});
