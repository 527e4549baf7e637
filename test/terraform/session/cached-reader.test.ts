// A collection is read once, whoever asks for it and when; a page that fails fails for all.

import { expect, test } from 'vitest';
import type { Reader } from '../../../src/api/port.ts';
import type { Read } from '../../../src/model/call.ts';
import { err, ok } from '../../../src/model/result.ts';
import { cachedReader } from '../../../src/terraform/session/cached-reader.ts';

const listing: Read = {
  request: { method: 'GET', path: '/devices', query: {}, body: null },
  paging: 'cursor',
};
const failure = { code: 'api.x', reason: 'unreadable', summary: '', why: '', next: '' } as const;

function counting(pages: readonly (readonly unknown[] | null)[]): { reader: Reader; asked: () => number } {
  let asked = 0;
  const reader: Reader = {
    read: async () => ok({ status: 200, body: { n: ++asked } }),
    requests: () => asked,
    pages: async function* () {
      for (const page of pages) {
        asked += 1;
        await new Promise((resolve) => setImmediate(resolve));
        yield page === null ? err(failure) : ok(page);
      }
    },
  };
  return { reader, asked: () => asked };
}

async function rowsOf(reader: Reader): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of reader.pages(listing)) rows.push(page.ok ? page.value : page.error.code);
  return rows;
}

test('two who ask at the same time share one reading, page by page', async () => {
  const { reader, asked } = counting([[1], [2], [3]]);
  const cached = cachedReader(reader, () => 0);
  const [a, b] = await Promise.all([rowsOf(cached), rowsOf(cached)]);
  expect(a).toEqual([[1], [2], [3]]);
  expect(b).toEqual(a);
  expect(asked()).toBe(3);
  expect(await rowsOf(cached)).toEqual(a);
  expect(asked()).toBe(3);
});

test('one who stops early does not cut the reading short for others', async () => {
  const { reader } = counting([[1], [2]]);
  const cached = cachedReader(reader, () => 0);
  for await (const _ of cached.pages(listing)) break;
  expect(await rowsOf(cached)).toEqual([[1], [2]]);
});

test('a failing page is the end for all, and is not asked for again', async () => {
  const { reader, asked } = counting([[1], null]);
  const cached = cachedReader(reader, () => 0);
  expect(await rowsOf(cached)).toEqual([[1], 'api.x']);
  expect(await rowsOf(cached)).toEqual([[1], 'api.x']);
  expect(asked()).toBe(2);
});

test('after forget everything is read anew; other queries are other collections', async () => {
  const { reader, asked } = counting([[1]]);
  const cached = cachedReader(reader, () => 0);
  await rowsOf(cached);
  cached.forget();
  await rowsOf(cached);
  expect(asked()).toBe(2);
  const one = { ...listing.request, path: '/devices/1' };
  expect(await cached.read(one)).toEqual(await cached.read(one));
  expect(asked()).toBe(3);
});

test('what was begun longer ago than a given age is read anew, and nothing else', async () => {
  const { reader, asked } = counting([[1]]);
  let now = 0;
  const cached = cachedReader(reader, () => now);
  await rowsOf(cached);
  now = 999;
  cached.forget(1000);
  await rowsOf(cached);
  expect(asked()).toBe(1);
  now = 1000;
  cached.forget(1000);
  await rowsOf(cached);
  expect(asked()).toBe(2);
});
