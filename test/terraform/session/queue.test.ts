// What arrives together is worked on as one; nothing is lost, nothing is answered twice.

import { expect, test } from 'vitest';
import { queue } from '../../../src/terraform/session/queue.ts';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('items that arrive together are one round, and each gets its own result', async () => {
  const rounds: number[][] = [];
  const add = queue<number, string>(async (items) => {
    rounds.push([...items]);
    return items.map((item) => `<${item}>`);
  }, pause);
  expect(await Promise.all([1, 2, 3].map(add))).toEqual(['<1>', '<2>', '<3>']);
  expect(rounds).toEqual([[1, 2, 3]]);
});

test('what arrives during a round waits for the next one; rounds never run side by side', async () => {
  const rounds: number[][] = [];
  let running = 0;
  const late: Promise<number>[] = [];
  const add = queue<number, number>(async (items) => {
    running += 1;
    expect(running).toBe(1);
    rounds.push([...items]);
    if (rounds.length === 1) late.push(add(2), add(3));
    await pause();
    running -= 1;
    return items;
  }, pause);
  expect(await add(1)).toBe(1);
  expect(await Promise.all(late)).toEqual([2, 3]);
  expect(rounds).toEqual([[1], [2, 3]]);
});

test('a round that breaks fails its own items, and the next round goes on', async () => {
  let first = true;
  const add = queue<number, number>(async (items) => {
    if (!first) return items;
    first = false;
    throw new TypeError('broken');
  }, pause);
  await expect(add(1)).rejects.toThrow('broken');
  expect(await add(2)).toBe(2);
});
