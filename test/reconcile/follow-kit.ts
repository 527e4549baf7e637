// A kind that is none, whose work goes on after its request, and a run over fakes that notes all that it did.

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

export const address = 'thing/one';
export const change: Change = {
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
export const step: Step = {
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

export const failure = (reason: Failure['reason']): Failure => ({
  code: 'x.y',
  reason,
  summary: `it is ${reason}`,
  why: '',
  next: '',
});
export const answered = (body: unknown): Sent => ({ state: 'answered', answer: { status: 200, body } });

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

const wordsOf = (entry: Entry): string => ('call' in entry ? `${entry.entry} ${entry.call}` : entry.entry);

/** A run over fakes, and all that it did in its order. */
export function runWith({
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
    questions: new Map(),
    waitMs,
    concurrency: 1,
    stop: stop ?? new AbortController().signal,
    onEvent: () => undefined,
  };
  return { run, did, sleeps };
}

export async function carryOut(given: Given) {
  const { run, did, sleeps } = runWith(given);
  const executed = await execute(run, [{ step, changes: [change] }], []);
  return { ...executed, did, sleeps, outcome: executed.outcomes[0] };
}
