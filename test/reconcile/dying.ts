// An apply that dies on the way, in this process: from one moment on every port is dead, as if the process were gone.
// What is under way at the server is waited for, so that nothing of it arrives later.

import type { Reader, Writer } from '../../src/api/port.ts';
import type { Journal, Ledger } from '../../src/ledger/port.ts';
import { ok, type Result } from '../../src/model/result.ts';
import type { ApplyInput } from '../../src/reconcile/apply.ts';
import type { Moment } from './children.ts';
import type { Bench } from './tenant.ts';

type Ports = Pick<ApplyInput, 'reader' | 'writer' | 'ledger'>;

/** What a dead port throws. */
const dead = Symbol('dead');

/** Gives what the work came to, or `died`. `nth` of 0: it lives. */
export async function unlessDying<T>(
  { client, ledger }: Pick<Bench, 'client' | 'ledger'>,
  [when, nth]: readonly [Moment, number],
  work: (ports: Ports) => Promise<T>,
): Promise<T | 'died'> {
  const life = lifeUntil(when, nth);
  const journals = async (opened: Promise<Result<Journal>>): Promise<Result<Journal>> => {
    const journal = await opened;
    return journal.ok ? ok({ append: (entry) => life.append(() => journal.value.append(entry)) }) : journal;
  };
  const mortal: Ledger = {
    ...ledger,
    begin: (plan, at) => journals(ledger.begin(plan, at)),
    reopen: () => journals(ledger.reopen()),
    close: () => life.of(ledger.close),
  };
  const writer: Writer = { send: (...sent) => life.send(() => client.writer.send(...sent)) };
  const reader: Reader = {
    ...client.reader,
    read: (...asked) => life.of(() => client.reader.read(...asked)),
    pages: (read) => life.pages(client.reader.pages(read)),
  };
  try {
    return await work({ reader, writer, ledger: mortal });
  } catch (error) {
    if (error !== dead) throw error;
    await life.settled();
    return 'died';
  }
}

function lifeUntil(when: Moment, nth: number) {
  let [isDead, seen] = [false, 0];
  const underWay = new Set<Promise<unknown>>();
  const check = (): void => {
    if (isDead) throw dead;
  };
  const mark = (word: Moment): void => {
    if (word === when) seen += 1;
    if (word === when && seen === nth) isDead = true;
    check();
  };
  const of = async <T>(work: () => Promise<T>): Promise<T> => {
    check();
    const promise = work();
    underWay.add(promise);
    const result = await promise.finally(() => underWay.delete(promise));
    check();
    return result;
  };
  return {
    of,
    append: async <T>(work: () => Promise<T>): Promise<T> => {
      check();
      mark('before');
      const result = await of(work);
      mark('after');
      return result;
    },
    send: async <T>(work: () => Promise<T>): Promise<T> => {
      const result = await of(work);
      mark('sent');
      return result;
    },
    async *pages<T>(pages: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
      check();
      for await (const page of pages) {
        check();
        yield page;
      }
    },
    settled: () => Promise.allSettled([...underWay]),
  };
}
