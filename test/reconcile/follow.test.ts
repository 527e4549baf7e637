// Work that goes on after the answer to a step's request, with a kind that is none: what is written down when, what is
// waited for how long, and what stops it.

import { describe, expect, it } from 'vitest';
import type { Sent } from '../../src/api/port.ts';
import type { State } from '../../src/model/change.ts';
import type { Run } from '../../src/reconcile/context.ts';
import { execute } from '../../src/reconcile/execute.ts';
import { readStep, resumeStep } from '../../src/reconcile/follow.ts';
import { address, answered, carryOut, change, failure, runWith, step } from './follow-kit.ts';

describe('what is written down', () => {
  it('an intent before the call, what each call told, and an outcome in the end', async () => {
    const { did, outcome } = await carryOut({});
    expect(did).toEqual([
      ...['read', 'intent', 'told before', 'send', 'told begin', 'read', 'read', 'told note'],
      ...['call more', 'send', 'told more', 'outcome'],
    ]);
    expect(outcome).toMatchObject({ state: 'applied', ends: [{ address, state: 'applied' }] });
  });

  it('nothing of an answer that was lost, or that is not understood', async () => {
    const lost: Sent = { state: 'lost', failure: failure('error') };
    for (const answer of [lost, answered('nonsense')]) {
      const begun = await carryOut({ sent: [answer] });
      expect(begun.did).toEqual(['read', 'intent', 'told before', 'send', 'outcome']);
      expect(begun.outcome).toMatchObject({ state: 'in_doubt', unknown: [address] });
      const more = await carryOut({ sent: [answered('7'), answer] });
      expect(more.did.slice(-3)).toEqual(['call more', 'send', 'outcome']);
      expect(more.outcome).toMatchObject({ state: 'in_doubt', unknown: [address] });
    }
  });

  it('that the server refused a further call', async () => {
    const { did, outcome } = await carryOut({
      sent: [answered('7'), { state: 'refused', failure: failure('error') }],
    });
    expect(did.slice(-3)).toEqual(['send', 'told more', 'outcome']);
    expect(outcome).toMatchObject({ state: 'failed', failed: [{ address, message: 'it is error' }] });
  });

  it('a refused request has no end but that it failed', async () => {
    const { did, outcome } = await carryOut({ sent: [{ state: 'refused', failure: failure('error') }] });
    expect(did).toEqual(['read', 'intent', 'told before', 'send', 'outcome']);
    expect(outcome).toMatchObject({ state: 'failed', failed: [{ address }] });
    expect(outcome?.ends).toBeUndefined();
  });
});

describe('a journal that cannot be written', () => {
  it.each([
    ['intent', 0],
    ['told before', 0],
    ['told begin', 1],
    ['told note', 1],
    ['call more', 1],
    ['told more', 2],
    ['outcome', 2],
  ])('at %s: nothing is sent after it, and the run stays open', async (unwritable, sends) => {
    const { did, broken } = await carryOut({ unwritable });
    expect(did.filter((word) => word === 'send')).toHaveLength(sends);
    expect(did).not.toContain('outcome');
    expect(broken).toMatchObject({ reason: 'error' });
  });
});

describe('a lock that is lost', () => {
  it.each([
    [0, ['read']],
    [1, ['read', 'intent', 'told before', 'send', 'told begin', 'read', 'read', 'told note']],
  ])('after %i renewals stops before the next call', async (locks, expected) => {
    const { did, broken, outcomes } = await carryOut({ locks });
    expect(did).toEqual(expected);
    expect(broken).toMatchObject({ reason: 'locked' });
    expect(outcomes).toEqual([]);
  });
});

describe('a sign-in that is refused', () => {
  it('in the middle ends all sending, and the steps that come after are not attempted', async () => {
    const refused: Sent = { state: 'refused', failure: failure('sign_in') };
    const { run, did } = runWith({ sent: [answered('7'), refused] });
    const other = { ...step, id: 'thing.go.2', phase: 2 };
    const tasks = [step, other].map((one) => ({ step: one, changes: [change] }));
    const { outcomes, halt } = await execute(run, tasks, []);
    expect(halt).toMatchObject({ reason: 'sign_in' });
    expect(outcomes).toMatchObject([
      { state: 'failed' },
      { state: 'not_attempted', detail: 'it is sign_in' },
    ]);
    expect(did.filter((word) => word === 'send')).toHaveLength(2);
  });

  it('of another step lets one that waits find its end, and calls nothing more', async () => {
    const { run, did } = runWith({ sent: [{ state: 'lost', failure: failure('sign_in') }] });
    const { outcomes, halt } = await execute(run, [{ step, changes: [change] }], []);
    expect(halt).toMatchObject({ reason: 'sign_in' });
    expect(outcomes).toMatchObject([{ state: 'in_doubt' }]);
    expect(did.filter((word) => word === 'send')).toHaveLength(1);
  });
});

describe('polls', () => {
  const pending = (n: number) => ['before', ...Array<string>(n).fill('pending')];

  it('wait longer each time, up to a bound', async () => {
    const { sleeps } = await carryOut({ reads: [...pending(9), 'done'] });
    expect(sleeps).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
  });

  it('end when the time is over: what is under way is in doubt', async () => {
    const { sleeps, outcome, broken, did } = await carryOut({ reads: pending(1), waitMs: 1000 });
    expect(sleeps).toEqual([200, 400, 800]);
    expect(outcome).toMatchObject({
      state: 'in_doubt',
      ends: [{ state: 'unknown', message: 'still under way', remember: { state: 'unknown' } }],
    });
    expect(broken).toBeNull();
    expect(did.filter((word) => word === 'send')).toHaveLength(1);
  });

  it('without any time look once', async () => {
    const { sleeps, did } = await carryOut({ reads: pending(1), waitMs: 0 });
    expect(sleeps).toEqual([]);
    expect(did.slice(-3)).toEqual(['told begin', 'read', 'outcome']);
  });
});

describe('a stop', () => {
  it('leaves what is under way without an outcome', async () => {
    const controller = new AbortController();
    const { run, did } = runWith({ reads: ['before', 'pending'], stop: controller.signal });
    const { clock } = run;
    const sleep: typeof clock.sleep = async (ms) => {
      controller.abort();
      return clock.sleep(ms);
    };
    const { outcomes } = await execute(
      { ...run, clock: { ...clock, sleep } },
      [{ step, changes: [change] }],
      [],
    );
    expect(outcomes).toEqual([]);
    expect(did.at(-1)).toBe('read');
    expect(did.filter((word) => word === 'send')).toHaveLength(1);
  });

  it('calls nothing more, and leaves that for later too', async () => {
    const controller = new AbortController();
    const { run, did } = runWith({ stop: controller.signal });
    const onEvent: Run['onEvent'] = ({ event }) => void (event === 'waiting' && controller.abort());
    const { outcomes } = await execute({ ...run, onEvent }, [{ step, changes: [change] }], []);
    expect(outcomes).toEqual([]);
    expect(did.filter((word) => word === 'send')).toHaveLength(1);
  });
});

describe('a call that a stop came upon before the server took it', () => {
  const given = (sent: readonly Sent[]) => {
    const controller = new AbortController();
    const { run, did } = runWith({ sent, stop: controller.signal });
    const send: Run['writer']['send'] = async (...call) => {
      const answer = await run.writer.send(...call);
      if (answer.state === 'stopped') controller.abort();
      return answer;
    };
    return { did, run: { ...run, writer: { send } } };
  };

  it('takes the intent of its step back: it was not attempted', async () => {
    const { run, did } = given([{ state: 'stopped' }]);
    const { outcomes, underWay } = await execute(run, [{ step, changes: [change] }], []);
    expect([outcomes, underWay]).toEqual([[], []]);
    expect(did).toEqual(['read', 'intent', 'told before', 'send', 'unsent']);
  });

  it('further on is taken back as well, and the step is taken up again', async () => {
    const { run, did } = given([answered('7'), { state: 'stopped' }]);
    const { outcomes, underWay } = await execute(run, [{ step, changes: [change] }], []);
    expect([outcomes, underWay]).toEqual([[], [step]]);
    expect(did.slice(-3)).toEqual(['call more', 'send', 'unsent more']);
  });
});

describe('what an earlier process began', () => {
  const begun = new Map<string, State | null>([['begin', { id: '7' }]]);

  it('is carried on without its request and its intent', async () => {
    const { run, did } = runWith({ reads: ['done'] });
    const { outcomes } = await execute(run, [{ step, changes: [change], known: begun }], []);
    expect(did).toEqual(['read', 'read', 'told note', 'call more', 'send', 'told more', 'outcome']);
    expect(outcomes).toMatchObject([{ state: 'applied' }]);
  });

  it('is in doubt where a call was made, and did not tell', async () => {
    const { run, did } = runWith({ reads: ['done'] });
    const known = new Map<string, State | null>([...begun, ['note', { saw: 'x' }], ['more', null]]);
    const { outcome } = await resumeStep(run, step, [change], known);
    expect(did).toEqual(['read']);
    expect(outcome).toMatchObject({ state: 'in_doubt' });
  });

  it('is only read where it is to be settled, once and without waiting', async () => {
    const { run, did, sleeps } = runWith({ reads: ['pending'] });
    expect(await readStep(run, step, [change], begun)).toMatchObject({ state: 'in_doubt' });
    expect([did, sleeps]).toEqual([['read'], []]);
  });

  it('and has ended is settled: what was not called is left', async () => {
    const { run, did } = runWith({ reads: ['done'] });
    expect(await readStep(run, step, [change], begun)).toMatchObject({ ends: [{ address, state: 'left' }] });
    expect(did).toEqual(['read', 'read']);
  });
});
