// Work that goes on after the answer to a step's request, with a kind that is none: what is written down when, what is
// waited for how long, and what stops it.

import { describe, expect, it } from 'vitest';
import type { Sent, Writer } from '../../src/api/port.ts';
import type { Change, State } from '../../src/model/change.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Follow, Known, May, Next } from '../../src/model/follow.ts';
import type { Entry } from '../../src/model/journal.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import { err, ok, type Result } from '../../src/model/result.ts';
import type { Run } from '../../src/reconcile/context.ts';
import { execute } from '../../src/reconcile/execute.ts';
import { readStep, resumeStep } from '../../src/reconcile/follow.ts';

const address = 'thing/one';
const change: Change = {
  address,
  before: null,
  after: { run: 'go' },
  why: '',
  source: null,
  group: '',
  name: 'one',
  origin: 'pending',
  last: null,
  context: {},
};
const request = { method: 'POST', path: '/go', query: {}, body: null } as const;
const read = { request: { ...request, method: 'GET' }, paging: 'object' } as const;
const step: Step = {
  id: 'thing.go.1',
  kind: 'thing',
  operation: 'go',
  phase: 1,
  repeatable: false,
  requests: [request],
  changes: [address],
  fields: null,
  depends_on: [],
  hazards: [],
};

const first = (rows: Result<readonly unknown[]>): State =>
  rows.ok ? { saw: String(rows.value[0]) } : { saw: 'nothing' };
const id = ({ body }: { readonly body: unknown }) =>
  body === 'nonsense' ? err({ field: '', expected: 'an id' }) : ok({ id: String(body) });

const over = (state: 'applied' | 'failed' | 'unknown' | 'left', message: string): Next => ({
  do: 'done',
  ends: new Map([[address, { state, message, remember: state === 'left' ? null : { run: 'go', state } }]]),
  note: '',
});

/** Polls until it is done, calls once more, and that is it. */
function next(_: readonly Change[], known: Known, { wait, send }: May): Next {
  const begun = known.get('begin');
  if (begun === null) return over('unknown', 'the answer was lost');
  const seen = known.get('poll');
  if (!seen || (seen['saw'] !== 'done' && wait))
    return { do: 'read', call: 'poll', says: 'waiting', read, take: first };
  if (seen['saw'] !== 'done') return over('unknown', 'still under way');
  if (!known.has('note')) return { do: 'read', call: 'note', says: 'noting', read, take: first, keep: true };
  const more = known.get('more');
  if (more === undefined && !send) return over('left', 'not called');
  if (more === undefined) return { do: 'send', call: 'more', request, take: id };
  if (more === null) return over('unknown', 'more was lost');
  return 'refused' in more ? over('failed', String(more['refused'])) : over('applied', '');
}

const follow: Follow = {
  before: () => ({ read, take: first }),
  begin: id,
  next,
  words: () => [],
};
// Of a kind, what is not named here is never asked for.
const kind = {
  name: 'thing',
  operations: [{ id: 'go', phase: 1, repeatable: false, follow }],
} as unknown as Kind;

const failure = (reason: Failure['reason']): Failure => ({
  code: 'x.y',
  reason,
  summary: `it is ${reason}`,
  why: '',
  next: '',
});
const answered = (body: unknown): Sent => ({ state: 'answered', answer: { status: 200, body } });

interface Given {
  /** What reads show, the last one for good. */
  readonly reads?: readonly string[];
  /** What calls come to, in their order. */
  readonly sent?: readonly Sent[];
  /** The entry, by its words, that cannot be written. */
  readonly unwritable?: string;
  /** From so many renewals on the lock is lost. */
  readonly locks?: number;
  readonly waitMs?: number;
  readonly stop?: AbortSignal;
}

const wordsOf = (entry: Entry): string =>
  entry.entry === 'told' || entry.entry === 'call' ? `${entry.entry} ${entry.call}` : entry.entry;

/** A run over fakes, and all that it did in its order. */
function runWith({
  reads = ['before', 'done'],
  sent = [],
  unwritable = '',
  locks = 99,
  waitMs = 60_000,
  stop,
}: Given) {
  const did: string[] = [];
  const sleeps: number[] = [];
  let [now, asked, renewals] = [0, 0, 0];
  const answers = [...sent];
  const writer: Writer = {
    send: async () => {
      did.push('send');
      return answers.shift() ?? answered('7');
    },
  };
  const run: Run = {
    // A plan is only looked at for its steps and changes.
    plan: { steps: [step], changes: [{ ...change, action: 'run' }] } as unknown as Plan,
    kinds: [kind],
    reader: {
      read: async () => err(failure('error')),
      pages: async function* () {
        did.push('read');
        yield ok([reads[Math.min(asked++, reads.length - 1)]]);
      },
      requests: () => 0,
    },
    writer,
    lock: {
      renew: async () => (++renewals > locks ? err(failure('locked')) : ok(true)),
      release: async () => ok(true),
    },
    journal: {
      append: async (entry) => {
        if (wordsOf(entry) === unwritable) return err(failure('error'));
        did.push(wordsOf(entry));
        return ok(true);
      },
    },
    clock: {
      now: () => now,
      sleep: async (ms) => {
        sleeps.push(ms);
        now += ms;
      },
    },
    waitMs,
    concurrency: 1,
    stop: stop ?? new AbortController().signal,
    onEvent: () => undefined,
  };
  return { run, did, sleeps };
}

async function carryOut(given: Given) {
  const { run, did, sleeps } = runWith(given);
  const executed = await execute(run, [{ step, changes: [change] }], []);
  return { ...executed, did, sleeps, outcome: executed.outcomes[0] };
}

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
