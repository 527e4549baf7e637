// An apply compares with a listing that this process has begun before, but never with one from before another apply's
// end, nor with one from before its own first write.

import { expect, test } from 'vitest';
import type { Reader } from '../../../src/api/port.ts';
import type { Read } from '../../../src/model/call.ts';
import { ok } from '../../../src/model/result.ts';
import { cachedReader } from '../../../src/terraform/session/cached-reader.ts';
import { lock, untilWritten } from '../../../src/terraform/session/reading.ts';
import type { Tenant } from '../../../src/terraform/session/tenant.ts';

const request = { method: 'GET', path: '/devices', query: {}, body: null } as const;
const devices: Read = { request, paging: 'cursor' };
const linking: Read = { request: { ...request, path: '/device-account-linking' }, paging: 'object' };

/** A tenant at time 100, of which only what reads is there; `last`: when an apply ended, `open`: one was cut off. */
function room({ last = null as number | null, open = false }) {
  let asked = 0;
  const plain: Reader = {
    read: async () => ok({ status: 200, body: {} }),
    requests: () => asked,
    pages: async function* () {
      asked += 1;
      yield ok([]);
    },
  };
  const now = (): number => 100;
  const writer = { send: async () => ({ state: 'answered', answer: { status: 204, body: null } }) };
  const ledger = {
    lock: async () => ok({}),
    lastApply: async () => ok(last === null ? null : new Date(last).toISOString()),
    unfinished: async () => ok(open ? {} : null),
  };
  const parts = {
    client: { reader: plain, writer },
    reader: cachedReader(plain, now),
    ledger,
    clock: { now },
  };
  // What else a tenant has, nobody looks at here.
  return { tenant: parts as unknown as Tenant, asked: () => asked };
}

async function drain(reader: Reader, wanted: Read): Promise<void> {
  for await (const _ of reader.pages(wanted));
}

test.each([
  [1, 'no other apply', {}],
  [1, 'one that ended before the listing', { last: 99 }],
  [2, 'one that ended since', { last: 100 }],
  [2, 'one that was cut off', { open: true }],
] as const)('%i listings with %s', async (listings, _what, others) => {
  const { tenant, asked } = room(others);
  await drain(tenant.reader, devices);
  await lock(tenant);
  await drain(untilWritten(tenant).reader, devices);
  expect(asked()).toBe(listings);
});

test('after the first write everything is listed anew', async () => {
  const { tenant, asked } = room({});
  await drain(tenant.reader, devices);
  const { reader, writer } = untilWritten(tenant);
  await writer.send({ ...request, method: 'POST' }, { repeatable: true });
  await drain(reader, devices);
  await drain(reader, devices);
  expect(asked()).toBe(3);
});

test('what a whole object is written back from is read afresh', async () => {
  const { tenant, asked } = room({});
  await drain(tenant.reader, linking);
  await drain(untilWritten(tenant).reader, linking);
  expect(asked()).toBe(2);
});
