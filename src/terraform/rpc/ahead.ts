// Between the answer to a plan and the wish to apply it Terraform works for a while: time to unpack what was planned, and
// to make ready for it. And who was told a plan is waited for, so that all come together.

import { readAhead } from '../session/reading.ts';
import { isIdle, type Task } from '../session/rounds.ts';
import type { Tenant } from '../session/tenant.ts';
import { type PlannedPrivate, unpackPlanned } from './private.ts';

export interface Ahead {
  /** Terraform is told a plan, by its private data. `surely`: it will want it applied, and soon. */
  readonly expect: (bytes: Uint8Array, tenant: Tenant, surely: boolean) => void;
  /** Milliseconds since 1970: when it was told one last. */
  readonly toldAt: () => number;
  /** What was planned, by its private data, which is not expected any more. */
  readonly take: (bytes: Uint8Array) => PlannedPrivate | null;
  readonly expects: () => boolean;
  /** Milliseconds since 1970: when this process has planned last; what was read before that proves nothing since. */
  readonly planned: (at: number) => void;
  readonly plannedAt: () => number;
  /** Nobody is waited for any longer: some plans are never applied. */
  readonly dismiss: () => void;
}

interface Expected {
  readonly bytes: Uint8Array;
  planned?: PlannedPrivate | null;
}

const tasksIn = (all: readonly Expected[]): Task[] =>
  all.flatMap(({ planned }) => planned?.task ?? []).filter((task) => !isIdle(task));

/** Milliseconds in which an answer is on its way, as a rule: until then its sending would wait for the unpacking. */
const answeredMs = 5;
/** Where nobody else is told a plan for so many milliseconds more, all have been that will come together. */
const quietMs = 20;

/** @param foresee is given all that are expected, once nobody more is told a plan */
export function ahead(foresee: (tasks: readonly Task[], tenant: Tenant) => Promise<void>): Ahead {
  let coming: readonly Expected[] = [];
  let [told, toldAt, plannedAt] = [0, 0, 0];
  const makeReady = async (expected: Expected, tenant: Tenant): Promise<void> => {
    const own = told;
    await tenant.clock.sleep(answeredMs);
    expected.planned ??= unpackPlanned(expected.bytes);
    const task = expected.planned?.task;
    // The server answers while nothing else is done here: a plan that is made meanwhile would hold up each page.
    await Promise.all([task && readAhead(task, tenant), tenant.clock.sleep(quietMs)]);
    const tasks = tasksIn(coming);
    if (own === told && tasks.length > 0) await foresee(tasks, tenant);
  };
  return {
    expect: (bytes, tenant, surely) => {
      const expected: Expected = { bytes };
      coming = [...coming, expected];
      told += 1;
      toldAt = tenant.clock.now();
      // What cannot be unpacked is told where it is needed; a page that failed is known to whoever asks for it.
      if (surely) makeReady(expected, tenant).catch(() => undefined);
    },
    take: (bytes) => {
      const expected = coming.find((one) => Buffer.compare(one.bytes, bytes) === 0);
      coming = coming.filter((one) => one !== expected);
      return expected?.planned === undefined ? unpackPlanned(bytes) : expected.planned;
    },
    expects: () => coming.length > 0,
    toldAt: () => toldAt,
    planned: (at) => {
      plannedAt = at;
    },
    plannedAt: () => plannedAt,
    dismiss: () => {
      coming = [];
    },
  };
}
