// The gate: how many in flight, how many a second, and how both follow the server's refusals.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace, type Pace, type Ticket } from '../../src/api/pace.ts';
import { slowDown, speedUp, startTempo } from '../../src/api/tempo.ts';
import { clientFor, fakeClock, json, request, serve } from './support.ts';

const unpaced = { concurrency: 8, requestsPerSecond: null };
const open = new AbortController().signal;

async function enter(pace: Pace): Promise<Ticket> {
  const ticket = await pace.enter();
  if (ticket === null) throw new TypeError('nothing was to stop it');
  return ticket;
}

test('no more than the concurrency are in flight, first come first served', async () => {
  const pace = createPace({ concurrency: 2, requestsPerSecond: null }, fakeClock(), open);
  const entered: number[] = [];
  const tickets = [1, 2, 3].map(async (number) => {
    const ticket = await enter(pace);
    entered.push(number);
    return ticket;
  });
  const first = await tickets[0];
  await tickets[1];
  expect(entered).toEqual([1, 2]);
  if (first) pace.leave(first, false);
  await tickets[2];
  expect(entered).toEqual([1, 2, 3]);
});

test('there is no pacing before the first 429', async () => {
  const clock = fakeClock();
  const pace = createPace(unpaced, clock, open);
  for (let i = 0; i < 100; i += 1) pace.leave(await enter(pace), false);
  expect(clock.waits).toEqual([]);
});

test('requestsPerSecond is the most that leaves in a second', async () => {
  const clock = fakeClock();
  const pace = createPace({ concurrency: 8, requestsPerSecond: 10 }, clock, open);
  const start = clock.now();
  for (let i = 0; i < 31; i += 1) pace.leave(await enter(pace), false);
  expect(clock.now() - start).toBeCloseTo(3000, -1);
});

test('a 429 halves the observed rate, and quiet time gives it back step by step', async () => {
  const clock = fakeClock();
  const pace = createPace(unpaced, clock, open);
  for (let i = 0; i < 40; i += 1) {
    clock.advance(20);
    pace.leave(await enter(pace), i === 39);
  }
  const gap = async () => {
    const before = clock.now();
    pace.leave(await enter(pace), false);
    return clock.now() - before;
  };
  await gap();
  expect(await gap()).toBeCloseTo(50, -1);
  clock.advance(7000);
  await gap();
  expect(await gap()).toBeLessThan(40);
});

test('a hold is for everybody', async () => {
  const clock = fakeClock();
  const pace = createPace(unpaced, clock, open);
  pace.hold(5000);
  await Promise.all([pace.enter(), pace.enter()]);
  expect(clock.waits).toEqual([5000]);
});

test('closing lets everybody pass', async () => {
  const closing = new AbortController();
  const pace = createPace({ concurrency: 1, requestsPerSecond: 0.001 }, fakeClock(), closing.signal);
  const ticket = await enter(pace);
  const waiting = [pace.enter(), pace.enter()];
  closing.abort();
  pace.leave(ticket, false);
  await expect(Promise.all(waiting)).resolves.toHaveLength(2);
});

test('a stop lets those who wait go without a ticket, and those behind them in', async () => {
  const pace = createPace({ concurrency: 1, requestsPerSecond: null }, fakeClock(), open);
  const stop = new AbortController();
  const first = await enter(pace);
  const waiting = [pace.enter(stop.signal), pace.enter(), pace.enter(AbortSignal.abort())];
  stop.abort();
  expect([await waiting[0], await waiting[2]]).toEqual([null, null]);
  pace.leave(first, false);
  const second = await waiting[1];
  expect(second).not.toBeNull();
  if (second) pace.leave(second, false);
  expect(await pace.enter(AbortSignal.abort())).not.toBeNull();
});

test('the tempo stays within its bounds, whatever happens', () => {
  const event = fc.record({ ms: fc.nat(5000), limited: fc.boolean(), observed: fc.nat(500) });
  const rate = fc.option(fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(fc.array(event), rate, (events, requestsPerSecond) => {
      const bounds = { concurrency: 4, requestsPerSecond };
      let [tempo, now] = [startTempo(bounds), 0];
      for (const { ms, limited, observed } of events) {
        now += ms;
        tempo = speedUp(tempo, bounds, now);
        if (limited) tempo = slowDown(tempo, observed, now, now);
        expect(tempo.width).toBeGreaterThanOrEqual(1);
        expect(tempo.width).toBeLessThanOrEqual(4);
        expect(tempo.rate ?? 1).toBeGreaterThan(0);
        expect(tempo.rate ?? 0).toBeLessThanOrEqual(requestsPerSecond ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
});

test('a burst of refusals of calls sent together counts once', () => {
  const once = slowDown(startTempo(unpaced), 100, 1000, 1100);
  expect(once).toMatchObject({ rate: 50, width: 4 });
  expect(slowDown(once, 100, 1050, 1200)).toBe(once);
  expect(slowDown(once, 50, 1150, 1200)).toMatchObject({ rate: 25, width: 2 });
});

test('one call’s Retry-After holds the calls beside it', async () => {
  const { url, seen } = await serve(json(429, {}, { 'retry-after': '30' }), json(200, {}));
  const clock = fakeClock();
  const asleep: { ms: number; wake: () => void }[] = [];
  let both: () => void = () => undefined;
  const bothSleep = new Promise<void>((done) => {
    both = done;
  });
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      if (asleep.length === 2) return wake(clock.sleep(ms));
      if (asleep.push({ ms, wake }) === 2) both();
    });
  const { reader } = clientFor(url, { clock: { ...clock, sleep }, limits: { concurrency: 1 } });
  const reads = ['/a', '/b'].map((path) => reader.read(request('GET', path)));
  await bothSleep;
  expect(asleep.map(({ ms }) => ms)).toEqual([30_000, 30_000]);
  expect(seen).toHaveLength(1);
  clock.advance(30_000);
  for (const { wake } of asleep) wake();
  expect((await Promise.all(reads)).map(({ ok }) => ok)).toEqual([true, true]);
  expect(seen).toHaveLength(3);
});
