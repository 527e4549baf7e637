// Batches that the server finds too large: halved, and what was learned holds for the batches that follow. A 400 that is
// not about size costs its own batch some calls, and teaches nothing.

import { describe, expect, it } from 'vitest';
import type { Sent, Writer } from '../../src/api/port.ts';
import { statesOf, tenant, wordOf, writesIn } from './kit.ts';
import { must, setsOnly, worldOf } from './tenant.ts';

const world = worldOf({ deactivate: 0, activate: 0, deny: 0 });
const desired = setsOnly;

describe('too large a batch', () => {
  it.each([
    ['more ids than the server takes', { bulkMax: 30 }, ['100', '50', '25', '25', '25', '25']],
    ['too long a URL', { urlMax: 500 }, ['100', '50', '25', '25', '25', '25']],
  ])('%s: halved once, and smaller from then on', async (_, switches, sizes) => {
    const t = await tenant({ world, desired, ...switches });
    const report = must(await t.apply(await t.plan(), { concurrency: 1 }));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    const sent = writesIn(t.simulator.requests).map(wordOf);
    const later = ['25', '25', '25', '25', '5'];
    expect(sent).toEqual([...sizes, ...later].map((size) => `approve ${size}`));
  });

  it('side by side, all are approved as well', async () => {
    const t = await tenant({ world, desired, bulkMax: 7 });
    expect(must(await t.apply(await t.plan(), { concurrency: 3 }))).toMatchObject({ reason: 'done' });
    expect(await t.plan()).toMatchObject({ steps: [] });
  });
});

/** Refuses a call with a 400 where it holds the id. */
const refusing = (id: string) => ({
  only: { method: 'POST' },
  matches: (query: Readonly<Record<string, string>>) => query['ids']?.split(',').includes(id) === true,
});

describe('a 400 that is not about size', () => {
  it('finds the one object that it is about, and leaves the later batches whole', async () => {
    const t = await tenant({ world, desired });
    const plan = await t.plan();
    const bad = plan.steps[0]?.changes[17]?.slice('device/'.length) ?? '';
    const { matches } = refusing(bad);
    const sizes: number[] = [];
    const report = must(
      await t.apply(plan, {
        concurrency: 1,
        writer: {
          send: async (request, options) => {
            sizes.push(request.query['ids']?.split(',').length ?? 0);
            if (!matches(request.query)) return t.client.writer.send(request, options);
            const failure = {
              code: 'x',
              reason: 'error',
              summary: 'refused',
              why: '',
              next: '',
              status: 400,
            } as const;
            return { state: 'refused', failure };
          },
        },
      }),
    );
    expect(statesOf(report)).toEqual({ failed: 1, applied: 2 });
    expect(report.outcomes[0]?.failed).toEqual([{ address: `device/${bad}`, message: 'refused' }]);
    expect(report.reason).toBe('partial');
    expect(sizes.slice(-2)).toEqual([100, 5]);
  });

  it('for every object: one batch is taken apart, the others are not', async () => {
    const t = await tenant({ world, desired });
    const failure = {
      code: 'x',
      reason: 'error',
      summary: 'refused',
      why: '',
      next: '',
      status: 400,
    } as const;
    let calls = 0;
    const send = async () => {
      calls += 1;
      return { state: 'refused', failure } as const;
    };
    const report = must(await t.apply(await t.plan(), { concurrency: 1, writer: { send } }));
    expect(report.reason).toBe('error');
    expect(calls).toBe(199 + 2);
  });
});

describe('halves that fail for another reason than their size', () => {
  it.each([500, 429])('such as %i teach nothing: the next 400 is halved', async (status) => {
    const t = await tenant({ world, desired });
    const failed = (code: number): Sent => ({
      state: code < 500 ? 'refused' : 'lost',
      failure: { code: 'x', reason: 'error', summary: `${code}`, why: '', next: '', status: code },
    });
    const answers = [400, status, status, 400].map(failed);
    const sizes: number[] = [];
    const send: Writer['send'] = async (request, how) => {
      sizes.push(request.query['ids']?.split(',').length ?? 0);
      return answers.shift() ?? t.client.writer.send(request, how);
    };
    await t.apply(await t.plan(), { concurrency: 1, writer: { send } });
    expect(sizes).toEqual([100, 50, 50, 100, 50, 50, 5]);
  });
});
