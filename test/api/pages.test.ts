// Paging over scripted pages: where it ends, what it asks, and that the next page is under way early.

import { describe, expect, test } from 'vitest';
import { cursorPages, offsetPages } from '../../src/api/pages.ts';
import type { Paging } from '../../src/model/call.ts';
import { all, clientFor, failureOf, json, must, type Reply, request, serve } from './support.ts';

const devices = request('GET', '/devices', { filter: 'x' });
const cursorPage = (ids: readonly unknown[], meta: unknown) =>
  json(200, { data: ids.map((id) => ({ id })), meta });
const next = (cursor: string | null, isLast = false) => ({ next_cursor: cursor, is_last: isLast });

async function pagesOf(paging: Paging, ...replies: readonly Reply[]) {
  const { url, seen } = await serve(...replies);
  const pages = await all(clientFor(url).reader.pages({ request: devices, paging }));
  const asked = seen.map(({ url }) => Object.fromEntries(new URL(url, 'http://x').searchParams));
  // These pages hold objects with an id, as the replies above made them.
  const ids = pages.flatMap((page) => (page.ok ? (page.value as { id: unknown }[]).map(({ id }) => id) : []));
  return { pages, asked, ids };
}

test('an object is one page', async () => {
  const { pages } = await pagesOf('object', json(200, { is_enabled: true }));
  expect(pages.map(must)).toEqual([[{ is_enabled: true }]]);
});

describe('a cursor', () => {
  test('is followed with the same query to is_last', async () => {
    const { ids, asked } = await pagesOf(
      'cursor',
      cursorPage(['1', '2'], next('c2')),
      cursorPage([3], next('c3', true)),
    );
    expect(ids).toEqual(['1', '2', 3]);
    expect(asked).toEqual([
      { filter: 'x', limit: '1000' },
      { filter: 'x', limit: '1000', cursor: 'c2' },
    ]);
  });

  test.each([
    ['null', next(null)],
    ['empty', next('')],
    ['missing', {}],
  ])('that is %s ends', async (_, meta) => {
    expect((await pagesOf('cursor', cursorPage([1], meta))).ids).toEqual([1]);
  });

  test('that comes again ends, also after a round trip', async () => {
    const { ids, asked } = await pagesOf(
      'cursor',
      cursorPage([1], next('a')),
      cursorPage([2], next('b')),
      cursorPage([3], next('a')),
    );
    expect(ids).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(3);
  });

  test('with an empty page ends', async () => {
    const { asked } = await pagesOf('cursor', cursorPage([1], next('a')), cursorPage([], next('b')));
    expect(asked).toHaveLength(2);
  });
});

describe('the page size', () => {
  test('falls back to 100 once where 1000 is refused', async () => {
    const { ids, asked } = await pagesOf(
      'cursor',
      json(400, {}),
      cursorPage([1], next('a')),
      cursorPage([2], next(null)),
    );
    expect(ids).toEqual([1, 2]);
    expect(asked.map(({ limit }) => limit)).toEqual(['1000', '100', '100']);
  });

  test('is not the reason of a second 400', async () => {
    const { pages, asked } = await pagesOf('cursor', json(400, {}));
    expect(pages.map((page) => failureOf(page).status)).toEqual([400]);
    expect(asked).toHaveLength(2);
  });

  test('of the caller stands', async () => {
    const { url, seen } = await serve(json(400, {}));
    const own = request('GET', '/devices', { limit: '5' });
    await all(clientFor(url).reader.pages({ request: own, paging: 'cursor' }));
    expect(seen.map((call) => call.url)).toEqual(['/api/v1/devices?limit=5']);
  });
});

describe('an offset', () => {
  const rows = [10, '11', 12, '13', 14];
  const server =
    (base: number, size: number): Reply =>
    (res, { url }, req) => {
      const from = Number(new URL(url, 'http://x').searchParams.get('from'));
      const start = Math.max(0, from - base);
      cursorPage(rows.slice(start, start + size), { start_index: String(from) })(
        res,
        { url, body: '', method: '', headers: {} },
        req,
      );
    };

  test.each([
    [0, 2],
    [1, 2],
    [0, 5],
    [1, 7],
  ])('counted from %i with %i rows a page gives each row once', async (base, size) => {
    expect((await pagesOf('offset', server(base, size))).ids).toEqual(rows);
  });

  test('that the server ignores ends', async () => {
    const { ids, asked } = await pagesOf('offset', cursorPage([1, 2], {}));
    expect(ids).toEqual([1, 2]);
    expect(asked.map(({ from }) => from)).toEqual(['0', '2']);
  });
});

describe('a wrong shape is a failure that names call and field, after the pages before it', () => {
  test.each([
    ['data', { data: {}, meta: {} }],
    ['data', { meta: {} }],
    ['meta', { data: [] }],
    ['meta', { data: [], meta: [] }],
    ['meta.next_cursor', { data: [], meta: { next_cursor: 7 } }],
  ])('%s in %o', async (field, body) => {
    const { pages } = await pagesOf('cursor', cursorPage([1], next('a')), json(200, body));
    expect(pages.map(({ ok }) => ok)).toEqual([true, false]);
    const failure = failureOf(pages[1] ?? { ok: true, value: [] });
    expect(failure).toMatchObject({ code: 'api.wrong-shape', reason: 'unreadable' });
    expect(failure.where).toEqual({ call: 'GET /devices', field });
  });
});

describe('a collection that does not end is a failure', () => {
  const most = { rows: 1000, pages: 200 };

  /** Pages of so many rows, each with other ids and another cursor, `last` of them or for ever. */
  const source = (size: number, last = Number.POSITIVE_INFINITY) => {
    const read = { pages: 0 };
    return {
      read,
      page: async () => {
        const first = read.pages++ * size;
        const data = Array.from({ length: size }, (_, i) => ({ id: first + i }));
        const meta = next(`c${read.pages}`, read.pages >= last);
        return {
          ok: true,
          value: { status: 200, body: { data: first / size < last ? data : [], meta } },
        } as const;
      },
    };
  };
  const totals = async (pages: ReturnType<typeof cursorPages>) => {
    let rows = 0;
    for await (const page of pages) {
      if (!page.ok) return { rows, failure: page.error };
      rows += page.value.length;
    }
    return { rows, failure: null };
  };

  test.each([
    ['cursor', cursorPages],
    ['offset', offsetPages],
  ])('beyond the bound of rows, by %s', async (_, pagesBy) => {
    const { read, page } = source(50);
    const { rows, failure } = await totals(pagesBy(page, devices, most));
    expect(failure).toMatchObject({
      code: 'api.too-many-rows',
      reason: 'unreadable',
      where: { call: 'GET /devices' },
    });
    expect(rows).toBe(most.rows);
    expect(read.pages).toBeLessThanOrEqual(most.rows / 50 + 2);
  });

  test('at the bound of pages, where each brings one row', async () => {
    const { read, page } = source(1);
    const { rows, failure } = await totals(cursorPages(page, devices, most));
    expect(failure).toMatchObject({
      code: 'api.too-many-rows',
      why: expect.stringContaining('200 pages'),
    });
    expect(rows).toBeLessThan(most.pages);
    expect(read.pages).toBeLessThanOrEqual(most.pages + 1);
  });

  test('but not one that ends there', async () => {
    const { page } = source(50, most.rows / 50);
    expect(await totals(cursorPages(page, devices, most))).toEqual({ rows: most.rows, failure: null });
  });
});

test('the next page is asked for before the rows at hand are given out, and no more than that one', async () => {
  const arrived: string[] = [];
  let second: () => void = () => undefined;
  const secondAsked = new Promise<void>((done) => {
    second = done;
  });
  const page =
    (number: number, wake: () => void): Reply =>
    (...args) => {
      arrived.push(`asked ${number}`);
      wake();
      cursorPage([number], next(`c${number}`, number === 3))(...args);
    };
  const idle = () => undefined;
  const { url } = await serve(page(1, idle), page(2, second), page(3, idle));
  const pages = clientFor(url).reader.pages({ request: devices, paging: 'cursor' });
  await pages.next();
  await secondAsked;
  expect(arrived).toEqual(['asked 1', 'asked 2']);
  await all(pages);
  expect(arrived).toEqual(['asked 1', 'asked 2', 'asked 3']);
});
