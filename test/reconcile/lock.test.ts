// Who may write: one apply at a time, only while its lock holds, and only what it can write down.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import { err, ok } from '../../src/model/result.ts';
import type { ApplyInput } from '../../src/reconcile/apply.ts';
import { failureOf, statesOf, type Tenant, tenant, tenantAt, wordOf, writesIn } from './kit.ts';
import { must, setsOnly } from './tenant.ts';

const words = (t: Tenant): readonly string[] => writesIn(t.simulator.requests).map(wordOf);

/** Does something once, when the n-th step starts. */
function atStep(n: number, work: () => void): ApplyInput['onEvent'] {
  let started = 0;
  return ({ event }) => {
    if (event === 'start') started += 1;
    if (event === 'start' && started === n) work();
  };
}

it('of two applies at once one goes on, the other is locked out', async () => {
  const t = await tenant({ desired: setsOnly });
  const other = tenantAt(t.simulator, t.folder, setsOnly);
  const plan = await t.plan();
  const results = await Promise.all([t.apply(plan), other.apply(plan)]);
  const [locked] = results.filter(({ ok }) => !ok).map(failureOf);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(locked).toMatchObject({ code: 'ledger.locked', reason: 'locked' });
  expect(words(t)).toHaveLength(plan.steps.length);
});

/** Another apply takes over. */
function takeOver({ folder }: Tenant): void {
  const times = { since: '2020-01-01T00:00:00.000Z', until: '2999-01-01T00:00:00.000Z' };
  const holder = {
    format: 'trueup.lock/1',
    owner: 'eve',
    host: 'elsewhere',
    pid: 1,
    released: false,
    ...times,
  };
  writeFileSync(join(folder, 'ledger', 'lock.99.json'), JSON.stringify(holder));
}

describe('an apply that loses its lock', () => {
  it('sends nothing more, and says so', async () => {
    const t = await tenant({ desired: setsOnly });
    const onEvent = atStep(2, () => takeOver(t));
    const report = must(await t.apply(await t.plan(), { concurrency: 1, onEvent }));
    expect(words(t)).toEqual(['deactivate', 'deactivate']);
    expect(report).toMatchObject({ reason: 'partial', diagnostics: [{ code: 'ledger.lock-lost' }] });
    expect(statesOf(report)).toEqual({ applied: 2, not_attempted: 6 });
  });

  it('in the middle of a batch that is halved as well', async () => {
    const t = await tenant({ desired: setsOnly, bulkMax: 60 });
    const onEvent = atStep(4, () => takeOver(t));
    const report = must(await t.apply(await t.plan(), { concurrency: 1, onEvent }));
    expect(words(t).slice(-2)).toEqual(['deny 3', 'approve 100']);
    expect(report.outcomes[3]?.failed[0]?.message).toBe('not sent: the lock of the ledger was lost');
    expect(report.outcomes[3]?.failed).toHaveLength(100);
  });

  it('before its first step: locked, and nothing was sent', async () => {
    const t = await tenant({ desired: setsOnly });
    const { ledger } = t;
    const losing = {
      ...ledger,
      begin: async (...given: Parameters<typeof ledger.begin>) => {
        const journal = await ledger.begin(...given);
        takeOver(t);
        return journal;
      },
    };
    expect(must(await t.apply(await t.plan(), { ledger: losing }))).toMatchObject({ reason: 'locked' });
    expect(words(t)).toEqual([]);
  });
});

it('an apply whose lock cannot be renewed sends nothing, whatever its journal says', async () => {
  const t = await tenant({ desired: setsOnly });
  const lost: Failure = { code: 'lost', reason: 'locked', summary: 'lost', why: '', next: '' };
  const lock = async () => {
    const held = await t.ledger.lock();
    return held.ok ? ok({ ...held.value, renew: async () => err(lost) }) : held;
  };
  const report = must(await t.apply(await t.plan(), { ledger: { ...t.ledger, lock } }));
  expect(report).toMatchObject({ reason: 'locked', diagnostics: [{ code: 'lost' }] });
  expect(words(t)).toEqual([]);
});

describe('a journal that cannot be written', () => {
  /** Every write to the journal fails as on a full disk. */
  const fill = ({ folder }: Tenant): void => {
    const path = join(folder, 'ledger', 'journal.jsonl');
    rmSync(path);
    symlinkSync('/dev/full', path);
  };

  it('after a call: its step is reported, and nothing more is sent', async () => {
    const t = await tenant({ desired: setsOnly });
    const onEvent = atStep(1, () => fill(t));
    const report = must(await t.apply(await t.plan(), { concurrency: 1, onEvent }));
    expect(words(t)).toEqual(['deactivate']);
    expect(report).toMatchObject({ reason: 'partial', diagnostics: [{ code: 'ledger.unwritable' }] });
    expect(report.diagnostics[0]?.summary).toContain(
      'that step device.deactivate.1 is applied is not recorded',
    );
    expect(report.diagnostics[0]?.why).toContain('ENOSPC');
  });

  it('before a call: it is not sent', async () => {
    const t = await tenant({ desired: setsOnly });
    const { ledger } = t;
    const full = {
      ...ledger,
      begin: async (...given: Parameters<typeof ledger.begin>) => {
        const journal = await ledger.begin(...given);
        fill(t);
        return journal;
      },
    };
    const report = must(await t.apply(await t.plan(), { ledger: full }));
    expect(report).toMatchObject({ reason: 'error', diagnostics: [{ code: 'ledger.unwritable' }] });
    expect(report.diagnostics[0]?.summary).toContain('nothing was sent for step');
    expect(words(t)).toEqual([]);
  });

  it('at its very end: everything is applied, and it does not say done', async () => {
    const t = await tenant({ desired: setsOnly });
    const unclosable = {
      ...t.ledger,
      close: async () => {
        mkdirSync(join(t.folder, 'ledger', 'ledger.json'));
        return t.ledger.close();
      },
    };
    const report = must(await t.apply(await t.plan(), { ledger: unclosable }));
    expect(statesOf(report)).toEqual({ applied: 8 });
    expect(report.reason).toBe('error');
    rmSync(join(t.folder, 'ledger', 'ledger.json'), { recursive: true });
    expect(await t.plan()).toMatchObject({ steps: [] });
  });
});
