// What one read gives for each thing a server may answer.

import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  clientFor,
  failureOf,
  fakeClock,
  json,
  must,
  request,
  reset,
  serve,
  serverError,
  silence,
  text,
} from './support.ts';

const get = request('GET', '/devices/1', { fields: 'a,b c' });

test('a read sends token, agent and query, and gives the decoded body', async () => {
  const { url, seen } = await serve(json(200, { id: '1' }));
  const { reader } = clientFor(url);
  expect(must(await reader.read(get))).toEqual({ status: 200, body: { id: '1' } });
  expect(reader.requests()).toBe(1);
  expect(seen[0]?.url).toBe('/api/v1/devices/1?fields=a%2Cb%20c');
  expect(seen[0]?.headers).toMatchObject({
    authorization: 'Zoho-oauthtoken token-1',
    accept: 'application/json',
    'user-agent': `trueup/1.2.3 (+node/${process.versions.node})`,
  });
});

test.each([
  [401, 'api.unauthorized', 'sign_in'],
  [403, 'api.forbidden', 'sign_in'],
  [404, 'api.not-found', 'unreadable'],
  [422, 'api.refused', 'unreadable'],
  [302, 'api.redirected', 'unreadable'],
  [501, 'api.server-error', 'unreadable'],
])('%i is final: %s, reason %s, with the server’s words', async (status, code, reason) => {
  const { url, seen } = await serve(json(status, serverError('Nope', 'Because.', '71')));
  const failure = failureOf(await clientFor(url).reader.read(get));
  expect(failure).toMatchObject({ code, reason, status, where: { call: 'GET /devices/1' } });
  if (status !== 302) expect(failure.why).toBe('the server says: Nope: Because. (code 71)');
  expect(seen).toHaveLength(1);
});

test.each([429, 408, 500, 502, 503, 504])('a read is repeated after %i', async (status) => {
  const { url, seen } = await serve(json(status, {}), json(200, { id: '1' }));
  expect((await clientFor(url).reader.read(get)).ok).toBe(true);
  expect(seen).toHaveLength(2);
});

test.each([
  ['a reset', reset],
  ['cut JSON', text(200, '{"id": "1", "na')],
  ['a body shorter than announced', text(200, '{"id":', { 'content-length': '100', connection: 'close' })],
  ['HTML', text(200, '<html>')],
  ['an empty body', text(200, '')],
])('a read is repeated after %s', async (_, reply) => {
  const { url, seen } = await serve(reply, json(200, { id: '1' }));
  expect((await clientFor(url).reader.read(get)).ok).toBe(true);
  expect(seen).toHaveLength(2);
});

test.each([
  ['429', json(429, {}, { 'retry-after': '1' })],
  ['503', json(503, {})],
  ['a reset', reset],
])('what is to be asked once is not repeated after %s', async (_, reply) => {
  const { url, seen } = await serve(reply, json(200, { data: [], meta: { is_last: true } }));
  const { reader } = clientFor(url);
  expect((await reader.read(get, { once: true })).ok).toBe(false);
  expect(seen).toHaveLength(1);
});

test('what is to be asked once is given up after three seconds', async () => {
  const { url } = await serve(silence);
  const { reader } = clientFor(url, { limits: { timeoutMs: 60_000 } });
  const read = await Promise.race([reader.read(get, { once: true }), wait(10_000)]);
  expect(read).toMatchObject({ ok: false, error: { why: expect.stringContaining('3000 ms') } });
});

test('a wait that the server asks for holds up what comes after a call that is made once', async () => {
  const tooMany = json(429, {}, { 'retry-after': '7' });
  const { url } = await serve(tooMany, json(200, { id: '1' }));
  const clock = fakeClock();
  const { reader } = clientFor(url, { clock });
  await reader.read(get, { once: true });
  expect((await reader.read(get)).ok).toBe(true);
  expect(clock.waits).toContain(7_000);
});

test('pages that are to be asked for once end at the first that fails', async () => {
  const first = json(200, { data: [1], meta: { next_cursor: 'a' } });
  const { url, seen } = await serve(first, json(503, {}), json(200, { data: [], meta: { is_last: true } }));
  const { reader } = clientFor(url);
  const read = { request: request('GET', '/devices', {}), paging: 'cursor' } as const;
  const came: boolean[] = [];
  for await (const page of reader.pages(read, { once: true })) came.push(page.ok);
  expect(came).toEqual([true, false]);
  expect(seen).toHaveLength(2);
});

describe('when it stays so', () => {
  test.each([
    ['HTML', text(200, '<html>\n  Sign in to the proxy'), 'api.not-json', /begins with: <html> Sign in/],
    ['an empty body', text(200, ''), 'api.not-json', /empty/],
    ['cut JSON', text(200, '{"id"'), 'api.not-json', /begins with: \{"id"/],
    ['an HTML 503', text(503, '<html>'), 'api.server-error', /begins with: <html>/],
    ['resets', reset, 'api.connection-lost', /connection broke/],
    ['JSON that is no object', json(200, [1]), 'api.wrong-shape', /body should be an object/],
    ['an error as 200', json(200, serverError('Nope', 'Because.')), 'api.wrong-shape', /Nope: Because/],
  ])('%s is a failure', async (_, reply, code, why) => {
    const { url } = await serve(reply);
    const failure = failureOf(await clientFor(url).reader.read(get));
    expect(failure).toMatchObject({ code, reason: 'unreadable', where: { call: 'GET /devices/1' } });
    expect(failure.why).toMatch(why);
    expect(failure.why.length).toBeLessThan(120);
  });

  test('silence is a time-out', async () => {
    const { url, seen } = await serve(silence);
    const client = clientFor(url, { limits: { timeoutMs: 30, attempts: 2 } });
    expect(failureOf(await client.reader.read(get))).toMatchObject({ code: 'api.timeout' });
    expect(seen).toHaveLength(2);
  });

  test('a host where nothing listens is named', async () => {
    const { url, port, server } = await serve(silence);
    await new Promise((done) => server.close(done));
    const failure = failureOf(await clientFor(url).reader.read(get));
    expect(failure).toMatchObject({ code: 'api.unreachable', reason: 'unreadable' });
    expect(failure.summary).toContain(`127.0.0.1:${port}`);
  });
});

describe('an object that may be missing', () => {
  test('a 404 is an answer', async () => {
    const { url } = await serve(json(404, serverError('Device Not Found', 'No device.', '********')));
    const answer = must(await clientFor(url).reader.read(get, { missing: 'answer' }));
    expect(answer.status).toBe(404);
  });

  test.each([
    ['an unknown endpoint', json(404, serverError('Unsupported', 'No such URL.', '00000104'))],
    ['an HTML page', text(404, '<html>')],
  ])('a 404 for %s is a failure', async (_, reply) => {
    const { url } = await serve(reply);
    const failure = failureOf(await clientFor(url).reader.read(get, { missing: 'answer' }));
    expect(failure.code).toBe('api.not-found');
  });
});

describe('Retry-After', () => {
  test.each([
    ['seconds', () => '12'],
    ['an HTTP date', () => new Date(1_700_000_012_000).toUTCString()],
  ])('as %s is waited for, and told', async (_, header) => {
    const { url } = await serve(json(429, {}, { 'retry-after': header() }), json(200, {}));
    const clock = fakeClock();
    const notes: string[] = [];
    const client = clientFor(url, { clock, onNote: (note) => notes.push(note) });
    expect((await client.reader.read(get)).ok).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(1_700_000_012_000);
    expect(notes).toEqual(['GET /devices/1: 429, waiting 12 s']);
  });

  test('beyond the deadline is a failure that says when', async () => {
    const { url, seen } = await serve(json(429, {}, { 'retry-after': '600' }));
    const failure = failureOf(await clientFor(url).reader.read(get));
    expect(failure.code).toBe('api.retry-later');
    expect(failure.summary).toContain('600 s');
    expect(failure.next).toContain('2023-11-14T22:23:20Z');
    expect(seen).toHaveLength(1);
  });
});

test('many waits that were waited for are not called one that is too long', async () => {
  const { url, seen } = await serve(json(429, {}, { 'retry-after': '2' }));
  const clock = fakeClock();
  const { summary, why, next } = failureOf(await clientFor(url, { clock }).reader.read(get));
  expect(summary).toBe('the server asks to wait 2 s before GET /devices/1');
  const known = `it was sent ${seen.length} times, and the 120 s that one call may take with all its repeats are over`;
  expect(why).toContain(known);
  const until = new Date(Math.ceil((clock.now() + 2000) / 1000) * 1000).toISOString().slice(0, 19);
  expect(next).toBe(`run it again after ${until}Z`);
});

test('a large number of refusals ends at the deadline', async () => {
  const { url } = await serve(json(429, {}));
  const clock = fakeClock();
  const failure = failureOf(await clientFor(url, { clock }).reader.read(get));
  expect(failure).toMatchObject({ code: 'api.rate-limited', status: 429 });
  expect(clock.now() - 1_700_000_000_000).toBeLessThan(140_000);
});

test('an answer beyond 64 MB is cut off and not asked for again', async () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  const { url, seen } = await serve((res) => {
    const more = (left: number): void => {
      if (left > 0) res.write(megabyte, () => more(left - 1));
      else res.end();
    };
    more(70);
  });
  expect(failureOf(await clientFor(url).reader.read(get)).code).toBe('api.too-large');
  expect(seen).toHaveLength(1);
});
