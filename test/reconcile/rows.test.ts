// Reading all rows of a collection ends, whatever the server gives: pages too large, pages without end, a stop, a deadline.

import { describe, expect, it } from 'vitest';
import type { Reader } from '../../src/api/port.ts';
import type { Read } from '../../src/model/call.ts';
import { ok } from '../../src/model/result.ts';
import { execute } from '../../src/reconcile/execute.ts';
import { readRows } from '../../src/reconcile/rows.ts';
import { change, runWith, step } from './follow-kit.ts';

const read: Read = { request: { method: 'GET', path: '/rows', query: {}, body: null }, paging: 'offset' };
const page = (rows: number): readonly unknown[] => Array.from({ length: rows }, (_, i) => i);

/** Gives these pages; `given` counts them. */
function readerOf(pages: Iterable<readonly unknown[]>, onPage = (_: number): void => undefined) {
  const count = { given: 0 };
  const reader: Pick<Reader, 'pages'> = {
    pages: async function* () {
      for (const rows of pages) {
        onPage(++count.given);
        yield ok(rows);
      }
    },
  };
  // Nothing else of it is asked for.
  return { count, reader: reader as Reader };
}

/** The same page, each time anew. */
const forever = (rows: number): Iterable<readonly unknown[]> => ({
  *[Symbol.iterator]() {
    for (const same = page(rows); ; ) yield same;
  },
});

const cutBy = (now: () => number, stop = new AbortController().signal, deadline = 0) => ({
  stop,
  clock: { now },
  deadline,
});

describe('all rows of a read', () => {
  it('may come on one page of any size', async () => {
    const { reader } = readerOf([page(300_000), page(1)]);
    expect(await readRows(reader, read)).toMatchObject({ ok: true, value: { length: 300_001 } });
  });

  it('are at most a million', async () => {
    const { reader, count } = readerOf(forever(10_000));
    expect(await readRows(reader, read)).toMatchObject({
      ok: false,
      error: { code: 'api.too-many-rows', reason: 'unreadable', where: { call: 'GET /rows' } },
    });
    expect(count.given).toBe(101);
  });
});

describe('pages that keep coming', () => {
  it('end with a stop', async () => {
    const stop = new AbortController();
    const { reader, count } = readerOf(forever(1), (nth) => nth === 5 && stop.abort());
    const rows = await readRows(
      reader,
      read,
      cutBy(() => 0, stop.signal),
    );
    expect(rows).toMatchObject({ ok: false, error: { code: 'api.cut-short', reason: 'unreadable' } });
    expect(count.given).toBe(5);
  });

  it('end at the deadline, or a minute after they began to come where that is later', async () => {
    for (const [deadline, pages] of [
      [120_000, 12],
      [0, 6],
    ] as const) {
      let now = 0;
      const { reader, count } = readerOf(forever(1), () => {
        now += 10_000;
      });
      const rows = await readRows(
        reader,
        read,
        cutBy(() => now, undefined, deadline),
      );
      expect(rows).toMatchObject({ ok: false, error: { code: 'api.cut-short' } });
      expect(count.given).toBe(pages);
    }
  });

  it('are all taken where only the empty last one comes after a stop', async () => {
    const stopped = AbortSignal.abort();
    const { reader } = readerOf([page(3), []]);
    expect(
      await readRows(
        reader,
        read,
        cutBy(() => 0, stopped),
      ),
    ).toEqual(ok([0, 1, 2]));
  });

  it('leave a step in flight that was stopped meanwhile, and no fact of what was cut is written', async () => {
    const stop = new AbortController();
    const { run, did } = runWith({ stop: stop.signal });
    const endless = readerOf(forever(1), (nth) => nth === 3 && stop.abort());
    const shown = readerOf([['done']]);
    const reads = [shown.reader, shown.reader, endless.reader];
    const reader: Reader = { ...run.reader, pages: (one) => (reads.shift() ?? shown.reader).pages(one) };
    const { outcomes } = await execute({ ...run, reader }, [{ step, changes: [change] }], []);
    expect(outcomes).toEqual([]);
    expect(did).toEqual(['intent', 'told before', 'send', 'told begin']);
  });

  it('end a step at its deadline, with what is known', async () => {
    let now = 0;
    const { run } = runWith({ waitMs: 1000 });
    const endless = readerOf(forever(1), () => {
      now += 30_000;
    });
    const clock = { ...run.clock, now: () => now };
    const { outcomes } = await execute(
      { ...run, clock, reader: endless.reader },
      [{ step, changes: [change] }],
      [],
    );
    expect(outcomes).toMatchObject([{ state: 'in_doubt' }]);
  });
});
