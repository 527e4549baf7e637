// Each fault on the wire: what the client meets, whether the work was done, and what the log says.

import { expect, test } from 'vitest';
import type { Faults } from '../../src/simulator/index.ts';
import { sampleWorld, simulate } from './support.ts';

const approve = 'POST /device/2000000000002/approve-agent';
const start = (faults: Faults | readonly Faults[], more = {}) =>
  simulate({ ...sampleWorld, faults, ...more });

test.each([
  [{ rateLimit: 1 }, 429, '00000109'],
  [{ error: 1 }, 500, '00000000'],
] as const)('%j answers an error and does nothing', async (faults, status, code) => {
  const { send, world, requests } = await start(faults);
  const answer = await send(approve);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'pending' });
  expect(requests).toMatchObject([{ status, fault: Object.keys(faults)[0] }]);
});

test('Retry-After is in seconds, or a date', async () => {
  const now = () => Date.UTC(2024, 0, 1);
  const { send, set } = await start({ rateLimit: 1, retryAfterSeconds: 7 }, { now });
  expect((await send(approve)).headers.get('retry-after')).toBe('7');
  set({ faults: { rateLimit: 1, retryAfter: 'date', retryAfterSeconds: 7 } });
  expect((await send(approve)).headers.get('retry-after')).toBe('Mon, 01 Jan 2024 00:00:07 GMT');
});

test('reset: the connection breaks and nothing is done', async () => {
  const { send, world, requests } = await start({ reset: 1 });
  await expect(send(approve)).rejects.toThrow();
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'pending' });
  expect(requests).toMatchObject([{ status: 0, fault: 'reset' }]);
});

test.each(['lost', 'truncated'])('%s: the connection breaks after the work was done', async (fault) => {
  const { send, world, requests } = await start({ [fault]: 1 });
  await expect(send('POST /device/approve-agent?ids=2000000000002')).rejects.toThrow(TypeError);
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'active' });
  expect(requests).toMatchObject([{ status: 200, fault }]);
});

test.each(['lost', 'truncated'])('%s breaks an answer without a body too', async (fault) => {
  const { send, world } = await start({ [fault]: 1 });
  await expect(send(approve)).rejects.toThrow(TypeError);
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'active' });
});

test('cut: a complete answer with half of its JSON', async () => {
  const { send } = await start({ cut: 1 });
  await expect(send('GET /devices')).rejects.toThrow(SyntaxError);
});

test.each([200, 502] as const)('html: a proxy page with %i', async (htmlStatus) => {
  const { send, world } = await start({ html: 1, htmlStatus });
  const { status, headers, text } = await send(approve);
  expect([status, headers.get('content-type')]).toEqual([htmlStatus, 'text/html']);
  expect(text).toContain('<html>');
  expect(world.device('2000000000002')).toMatchObject({ agent_status: 'pending' });
});

test('latency leaves the answer as it is', async () => {
  const { send } = await start({ latency: 1 });
  expect((await send('GET /devices')).status).toBe(200);
});

test('every: n strikes each n-th request, times: m at most m', async () => {
  const { send } = await start({ error: { every: 2 }, times: 2 });
  const statuses: number[] = [];
  for (let call = 0; call < 8; call++) statuses.push((await send('GET /devices')).status);
  expect(statuses).toEqual([200, 500, 200, 500, 200, 200, 200, 200]);
});

test('a probability strikes the same requests for the same seed', async () => {
  const statuses = async (seed: number): Promise<readonly number[]> => {
    const { send } = await start({ error: 0.5 }, { seed });
    const all: number[] = [];
    for (let call = 0; call < 30; call++) all.push((await send('GET /devices')).status);
    return all;
  };
  const one = await statuses(1);
  expect(await statuses(1)).toEqual(one);
  expect(await statuses(2)).not.toEqual(one);
  expect(new Set(one)).toEqual(new Set([200, 500]));
});

test('a rule covers the method and path that it names, and rules stand side by side', async () => {
  const { send } = await start([
    { error: 1, only: { method: '^POST$', path: /approve/g } },
    { rateLimit: 1, only: { path: 'sync-now$' } },
  ]);
  expect((await send(approve)).status).toBe(500);
  expect((await send(approve)).status).toBe(500);
  expect((await send('GET /devices')).status).toBe(200);
  expect((await send('POST /device-account-linking/sync-now')).status).toBe(429);
});

test('rateLimit lets so many calls through in a second', async () => {
  let now = 0;
  const { send } = await simulate({ rateLimit: { perSecond: 2 }, now: () => now });
  const statuses = async () => [(await send('GET /devices')).status, (await send('GET /devices')).status];
  expect(await statuses()).toEqual([200, 200]);
  const refused = await send('GET /devices');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  now = 1000;
  expect(await statuses()).toEqual([200, 200]);
});
