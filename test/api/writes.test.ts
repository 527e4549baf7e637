// What becomes of a write: answered, refused (surely nothing happened) or lost (something may have happened).

import { describe, expect, test } from 'vitest';
import { clock } from '../../src/reconcile/real.ts';
import { clientFor, json, type Reply, request, reset, serve, serverError, silence, text } from './support.ts';

const post = request('POST', '/device/approve-agent', { ids: '1,2' });
const limits = { timeoutMs: 500, attempts: 3 };
const send = (url: string, repeatable: boolean) =>
  clientFor(url, { limits }).writer.send(post, { repeatable });

test.each([
  ['JSON', json(207, { data: [] }), { status: 207, body: { data: [] } }],
  ['nothing', text(204, ''), { status: 204, body: null }],
])('a 2xx with %s is answered', async (_, reply, answer) => {
  const { url, seen } = await serve(reply);
  expect(await send(url, false)).toEqual({ state: 'answered', answer });
  expect(seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  expect(seen[0]?.headers['content-type']).toBe('application/json');
});

test('a body of null sends none', async () => {
  const { url, seen } = await serve(json(200, {}));
  await clientFor(url).writer.send({ ...post, body: null }, { repeatable: false });
  expect(seen[0]?.body).toBe('');
  expect(seen[0]?.headers['content-type']).toBeUndefined();
});

const doubtful: readonly (readonly [string, Reply])[] = [
  ['500', json(500, {})],
  ['503', json(503, {}, { 'retry-after': '1' })],
  ['a reset', reset],
  ['silence', silence],
  ['a cut answer', text(200, '{"data": [')],
  ['HTML', text(200, '<html>')],
];

describe('that is not repeatable', () => {
  test.each(doubtful)('%s: lost, and sent once', async (_, reply) => {
    const { url, seen } = await serve(reply, json(200, {}));
    expect((await send(url, false)).state).toBe('lost');
    expect(seen).toHaveLength(1);
  });

  test('a 429 was surely not carried out: sent again', async () => {
    const { url, seen } = await serve(json(429, {}), json(200, {}));
    expect((await send(url, false)).state).toBe('answered');
    expect(seen).toHaveLength(2);
  });
});

describe('that is repeatable', () => {
  test.each(doubtful)('%s: sent again', async (_, reply) => {
    const { url, seen } = await serve(reply, json(200, {}));
    expect((await send(url, true)).state).toBe('answered');
    expect(seen).toHaveLength(2);
  });

  test.each(doubtful)('%s, and no end of it: lost', async (_, reply) => {
    const { url } = await serve(reply);
    expect((await send(url, true)).state).toBe('lost');
  });

  test('a refusal after a lost answer is no proof that nothing happened: lost', async () => {
    const { url } = await serve(reset, json(409, serverError('Conflict', 'Already approved.')));
    expect(await send(url, true)).toMatchObject({ state: 'lost', failure: { status: 409 } });
  });
});

test.each([400, 401, 403, 404, 413, 414, 422])('%i: refused, with its status', async (status) => {
  const { url, seen } = await serve(json(status, serverError('Nope', 'Because.')));
  const sent = await send(url, true);
  expect(sent).toMatchObject({
    state: 'refused',
    failure: { status, where: { call: 'POST /device/approve-agent' } },
  });
  expect(seen).toHaveLength(1);
});

test('a host that is never reached: refused, repeatable or not', async () => {
  const { url, server } = await serve(silence);
  await new Promise((done) => server.close(done));
  expect(await send(url, false)).toMatchObject({ state: 'refused', failure: { code: 'api.unreachable' } });
  expect((await send(url, true)).state).toBe('refused');
});

test('an error under a 200: lost, with the server’s words', async () => {
  const { url } = await serve(json(200, serverError('Nope', 'Because.')));
  const sent = await send(url, false);
  expect(sent).toMatchObject({ state: 'lost', failure: { code: 'api.wrong-shape' } });
});

describe('a stop', () => {
  const limited = json(429, {}, { 'retry-after': '60' });
  /** Sends, and stops it once the server has been asked so often. */
  const stopped = async (replies: readonly Reply[], after: number) => {
    const controller = new AbortController();
    const { url, seen } = await serve(
      ...replies.map(
        (reply): Reply =>
          (...asked) => {
            reply(...asked);
            if (seen.length === after) setTimeout(() => controller.abort(), 50);
          },
      ),
    );
    const { writer } = clientFor(url, { clock, limits: { ...limits, concurrency: 1 } });
    const write = () => writer.send(post, { repeatable: true, stop: controller.signal });
    return { seen, sent: Promise.all([write(), write()]) };
  };

  test('ends the wait after a 429, and that of the calls behind it', async () => {
    const { seen, sent } = await stopped([limited], 1);
    expect(await sent).toEqual([{ state: 'stopped' }, { state: 'stopped' }]);
    expect(seen).toHaveLength(1);
  });

  test('lets what may have been carried out find its answer', async () => {
    const again = json(503, {}, { 'retry-after': '0.2' });
    const { seen, sent } = await stopped([again, again, json(200, {})], 1);
    expect(await sent).toMatchObject([{ state: 'answered', repeated: true }, { state: 'stopped' }]);
    expect(seen).toHaveLength(3);
  });

  test('does not hinder what need not wait', async () => {
    const { url } = await serve(json(200, {}));
    const options = { repeatable: false, stop: AbortSignal.abort() };
    expect(await clientFor(url).writer.send(post, options)).toMatchObject({ state: 'answered' });
  });
});
