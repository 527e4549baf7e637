// Safety readings: who is read, in which order, within which budget, and what is said of those that were not.

import { describe, expect, it } from 'vitest';
import type { Reader } from '../../src/api/port.ts';
import type { Change, Probe } from '../../src/model/change.ts';
import type { Failure } from '../../src/model/failure.ts';
import { isObject } from '../../src/model/json.ts';
import type { Decoded, Kind, ProbeRule, ProbeTarget } from '../../src/model/kind.ts';
import { err, ok } from '../../src/model/result.ts';
import { probe } from '../../src/reconcile/probe.ts';
import { widget } from '../engine/synthetic.ts';

const get = (path: string) => ({ method: 'GET', path, query: {}, body: null }) as const;

const targetOf = (id: string): ProbeTarget => ({
  name: `name-${id}`,
  request: get(`/widgets/${id}/accounts`),
});

/** `self/…` reaches itself, `all` the listing, `none` nothing. */
const rule: ProbeRule = {
  needed: ({ address }) => !address.endsWith('/unneeded'),
  background: get('/settings'),
  reach: ({ address }) => {
    if (address === 'widget/none') return { of: 'nothing', why: 'it touches nobody' };
    if (address !== 'widget/all') return { of: 'itself', target: targetOf(address.replace('widget/', '')) };
    return { of: 'listing', read: widgets, select: selected };
  },
  judge: ({ answer, background }): Decoded<Probe> => {
    const verdict = isObject(answer.body) ? answer.body['verdict'] : undefined;
    if (background === undefined) return ok({ verdict: 'unknown', detail: 'no settings' });
    if (verdict === 'odd') return err({ field: 'data', expected: 'rows' });
    return ok(
      verdict === 'unsafe' ? { verdict, detail: 'nobody gets in' } : { verdict: 'safe', detail: 'fine' },
    );
  },
};

const widgets = { request: get('/widgets'), paging: 'cursor' } as const;

const selected = (raw: unknown): Decoded<ProbeTarget | undefined> => {
  if (typeof raw !== 'string') return err({ field: 'id', expected: 'an id' });
  return ok(raw.startsWith('skip') ? undefined : targetOf(raw));
};

const kind: Kind = { ...widget, probe: rule };

const changeAt = (address: string): Change => ({
  address,
  before: null,
  after: { color: 'red' },
  why: '',
  source: null,
  group: 'g',
  name: address,
  origin: 'pending',
  last: null,
  context: {},
});

const refused = (status: number): Failure => ({
  code: 'api.refused',
  reason: 'error',
  status,
  summary: `the server said ${status}`,
  why: '',
  next: '',
});

interface Given {
  /** Pages of the listing. */
  readonly pages?: readonly (readonly unknown[])[];
  /** By id: a verdict, or the status of a refusal; `safe` for any other. */
  readonly accounts?: Readonly<Record<string, string | number>>;
  readonly settings?: 'unreadable';
}

function readerOf({ pages = [], accounts = {}, settings }: Given) {
  const paths: string[] = [];
  let underWay = 0;
  let most = 0;
  const reader: Reader = {
    requests: () => paths.length,
    read: async ({ path }) => {
      paths.push(path);
      if (path === '/settings') return settings ? err(refused(403)) : ok({ status: 200, body: {} });
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      const given = accounts[path.split('/')[2] ?? ''] ?? 'safe';
      return typeof given === 'number' ? err(refused(given)) : ok({ status: 200, body: { verdict: given } });
    },
    pages: async function* () {
      for (const page of pages) yield ok(page);
    },
  };
  return { reader, paths, most: () => most };
}

async function probed(addresses: readonly string[], given: Given, allowed = 100) {
  const { reader, paths, most } = readerOf(given);
  const { planned, diagnostics } = await probe(
    [{ kind, changes: addresses.map((address) => changeAt(`widget/${address}`)) }],
    reader,
    allowed,
  );
  const verdicts = planned.flatMap(({ changes }) => changes.map(({ probe: found }) => found));
  return { verdicts, diagnostics, most: most(), read: paths.filter((path) => path !== '/settings'), paths };
}

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => String(count - i).padStart(6, '0'));

describe('a change that reaches itself', () => {
  it('is read once, with the settings read once for all', async () => {
    const { verdicts, paths, diagnostics } = await probed(['a', 'b', 'unneeded'], {
      accounts: { b: 'unsafe' },
    });
    expect(verdicts.map((found) => found?.verdict)).toEqual(['safe', 'unsafe', undefined]);
    expect(paths).toEqual(['/settings', '/widgets/a/accounts', '/widgets/b/accounts']);
    expect(diagnostics).toMatchObject([
      { summary: expect.stringContaining('2 calls read'), why: expect.stringContaining('1 call more') },
    ]);
  });

  it.each([404, 403, 500])('is unknown where the server answers %i', async (status) => {
    const { verdicts } = await probed(['a'], { accounts: { a: status } });
    expect(verdicts).toEqual([
      { verdict: 'unknown', detail: `its local accounts could not be read (status ${status})` },
    ]);
  });

  it('is unknown where the accounts have a shape that is not known, and where the settings cannot be read', async () => {
    const odd = await probed(['a'], { accounts: { a: 'odd' } });
    expect(odd.verdicts).toEqual([
      { verdict: 'unknown', detail: 'its local accounts have an unexpected shape (data)' },
    ]);
    const blind = await probed(['a'], { settings: 'unreadable' });
    expect(blind.verdicts).toEqual([{ verdict: 'unknown', detail: 'no settings' }]);
  });

  it('is not read beyond the budget, in the order of the changes', async () => {
    const { verdicts, read, diagnostics } = await probed(['a', 'b', 'c'], {}, 2);
    expect(verdicts.map((found) => found?.verdict)).toEqual(['safe', 'safe', 'unknown']);
    expect(verdicts[2]?.detail).toContain('guards.lockout_calls allows 2 calls');
    expect(read).toEqual(['/widgets/a/accounts', '/widgets/b/accounts']);
    expect(diagnostics[0]?.summary).toContain('1 of 3 were not read');
  });
});

it('where nothing is reached nothing is read, and the change is safe for the reason given', async () => {
  const { verdicts, paths, diagnostics } = await probed(['none'], {});
  expect(verdicts).toEqual([{ verdict: 'safe', detail: 'it touches nobody', reached: 0 }]);
  expect([paths, diagnostics]).toEqual([[], []]);
});

it('where nothing needs a reading nothing is read', async () => {
  const { verdicts, paths } = await probed(['unneeded'], {});
  expect([verdicts, paths]).toEqual([[undefined], []]);
});

describe('a change that reaches a listing', () => {
  it('is safe where each object is, and where there is none', async () => {
    const { verdicts, read } = await probed(['all'], { pages: [['c', 'skip-1'], ['a']] });
    expect(verdicts[0]).toMatchObject({ verdict: 'safe', detail: expect.stringContaining('each of the 2') });
    expect(read).toEqual(['/widgets/a/accounts', '/widgets/c/accounts']);
    expect((await probed(['all'], { pages: [['skip-1'], []] })).verdicts[0]?.verdict).toBe('safe');
  });

  it('is unsafe where one object is, which is named; what is not known stands behind it', async () => {
    const accounts = { a: 500, b: 'unsafe', d: 'unsafe' };
    const { verdicts } = await probed(['all'], { pages: [['a', 'b', 'c', 'd']], accounts });
    expect(verdicts[0]).toEqual({
      verdict: 'unsafe',
      detail: 'name-b, name-d: nobody gets in; name-a: its local accounts could not be read (status 500)',
      reached: 4,
      unread: 0,
      objects: ['name-a', 'name-b', 'name-d'],
    });
  });

  it('names ten objects and counts the others', async () => {
    const ids = many(13);
    const accounts = Object.fromEntries(ids.map((id) => [id, 'unsafe']));
    const { verdicts } = await probed(['all'], { pages: [ids], accounts });
    expect(verdicts[0]?.detail).toMatch(/^name-000001, .*name-000010 and 3 more: nobody gets in$/);
  });

  it('is unknown where the listing breaks off or has a row that is not understood', async () => {
    const { reader } = readerOf({ pages: [['a'], [7]] });
    const { planned } = await probe([{ kind, changes: [changeAt('widget/all')] }], reader, 5);
    expect(planned[0]?.changes[0]?.probe).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining('the objects that it reaches could not be read'),
    });
  });

  it('reads the first objects by path, however they are listed, after those that reach themselves', async () => {
    const ids = many(2500);
    const pages = [ids.slice(0, 1000), ids.slice(1000, 2000), ids.slice(2000)];
    const { verdicts, read, diagnostics } = await probed(['all', 'self'], { pages }, 4);
    expect(read).toEqual(['self', '000001', '000002', '000003'].map((id) => `/widgets/${id}/accounts`));
    expect(verdicts).toEqual([
      {
        verdict: 'unknown',
        detail: '2497 of the 2500 that it reaches were not read: guards.lockout_calls allows 4 calls',
        reached: 2500,
        unread: 2497,
        objects: [],
      },
      { verdict: 'safe', detail: 'fine' },
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'guard.lockout-read',
        severity: 'info',
        summary:
          '4 calls read the local accounts of 4 objects that could lock people out; 2497 of 2501 were not read: guards.lockout_calls allows 4 calls',
        why: expect.stringContaining('4 calls more'),
      },
    ]);
  });

  it('counts an object that another change reaches too once, and the calls for each', async () => {
    const { read, diagnostics } = await probed(['all', 'a'], { pages: [['a', 'b']] });
    expect(read).toEqual(['a', 'a', 'b'].map((id) => `/widgets/${id}/accounts`));
    expect(diagnostics[0]?.summary).toContain('3 calls read the local accounts of 2 objects');
  });

  it('keeps no more calls waiting than it needs, of a fleet of any size', async () => {
    const ids = many(100_000);
    const pages = Array.from({ length: 100 }, (_, i) => ids.slice(i * 1000, (i + 1) * 1000));
    const { read, most, verdicts } = await probed(['all'], { pages }, 1000);
    expect(read).toHaveLength(1000);
    expect(most).toBeLessThanOrEqual(64);
    expect(verdicts[0]?.detail).toBe(
      '99000 of the 100000 that it reaches were not read: guards.lockout_calls allows 1000 calls',
    );
  });

  it('with no budget at all is unknown, unless it reaches nothing', async () => {
    const none = await probed(['all'], { pages: [['a']] }, 0);
    expect(none.verdicts[0]).toEqual({
      verdict: 'unknown',
      detail: '1 of the 1 that it reaches was not read: guards.lockout_calls allows 0 calls',
      reached: 1,
      unread: 1,
      objects: [],
    });
    expect((await probed(['all'], { pages: [['skip-1']] }, 0)).verdicts[0]?.verdict).toBe('safe');
  });
});
