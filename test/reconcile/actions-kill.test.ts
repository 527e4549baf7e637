// An apply that dies at each entry of its journal, before and after the entry reached the disk, and after each call. What
// was sent is never sent again, by `--resume` or by a plain apply; the end is that of an undisturbed run but for what
// was between its intent and what it told.

import { describe, expect, it } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { truthOf } from './actions-kit.ts';
import {
  countIn,
  doubtsAfter,
  expectSameEnd,
  scene,
  undisturbed,
  untilQuiet,
  users,
} from './actions-scene.ts';
import { children, type Moment } from './children.ts';
import { unlessDying } from './dying.ts';
import { type Tenant, writesIn } from './kit.ts';
import { must } from './tenant.ts';

const applyAndDie = children();
const entries = 37;
const sends = 13;
type Dies = readonly [when: Moment, nth: number];
const upTo = (word: Moment, last: number): Dies[] => Array.from({ length: last }, (_, i) => [word, i + 1]);
/** Step by step, so that the n-th entry is always the same one. */
const serial = { concurrency: 1 };

async function deadAt(when: Moment, nth: number): Promise<Tenant> {
  const t = await scene();
  const plan = await t.plan();
  expect(await unlessDying(t, [when, nth], (ports) => t.apply(plan, { ...serial, ...ports }))).toBe('died');
  return t;
}

/** What is in doubt then, and stays so. */
async function goOn(t: Tenant, how: 'resume' | 'apply'): Promise<readonly string[]> {
  const doubts = doubtsAfter(t, await truthOf(t.simulator));
  if (how === 'resume') must(await t.resume());
  else must(await t.apply(await t.plan()));
  expect(must(await t.ledger.unfinished())).toBeNull();
  expect([...must(await t.ledger.memory()).inDoubt]).toEqual(expect.arrayContaining([...doubts]));
  await untilQuiet(t);
  await expectSameEnd(t, doubts);
  return doubts;
}

describe('an apply that nothing disturbs', () => {
  it('writes so many entries, and sends so many calls', async () => {
    const t = await scene();
    let written = 0;
    const begin: typeof t.ledger.begin = async (...given) => {
      const journal = must(await t.ledger.begin(...given));
      const append: typeof journal.append = (entry) => {
        written += 1;
        return journal.append(entry);
      };
      return ok({ append });
    };
    must(await t.apply(await t.plan(), { ...serial, ledger: { ...t.ledger, begin } }));
    expect([written, writesIn(t.simulator.requests).length]).toEqual([entries, sends]);
    const end = await undisturbed();
    expect([countIn(end, 'success'), countIn(end, 'failure')]).toEqual([2 * users.length - 2, 1]);
  });
});

/** Several moments at once: most of the time the disk is waited for. */
async function each(
  moments: readonly Dies[],
  work: (when: Moment, nth: number) => Promise<unknown>,
): Promise<void> {
  const [queue, wrong] = [[...moments], [] as string[]];
  const worker = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift())
      await work(...one).catch((error: unknown) => wrong.push(`${one?.join(' ')}: ${error}`));
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  expect(wrong).toEqual([]);
}

describe('an apply that dies', () => {
  it.each(['before', 'sent'] as const)('%s any, resumed', async (word) => {
    const moments = upTo(word, word === 'sent' ? sends : entries);
    await each(moments, async (when, nth) => goOn(await deadAt(when, nth), 'resume'));
  });

  it.each(['after', 'sent'] as const)('%s any, then a plain apply', async (word) => {
    const moments = upTo(word, word === 'sent' ? sends : entries - 1);
    await each(moments, async (when, nth) => goOn(await deadAt(when, nth), 'apply'));
  });

  it('after its last entry is only to be folded', async () => {
    const t = await deadAt('after', entries);
    expect(must(await t.ledger.unfinished())).toBeNull();
    await untilQuiet(t);
    await expectSameEnd(t, []);
  });

  it('as a process of its own that is killed', async () => {
    const moments: readonly Dies[] = [
      ['before', 20],
      ['after', 9],
      ['sent', 4],
      ['sent', 6],
      ['sent', 13],
    ];
    await each(moments, async (when, nth) => {
      const t = await scene();
      expect(await applyAndDie(t, await t.plan(), when, nth)).toBe('SIGKILL');
      await goOn(t, 'resume');
    });
  });
});
