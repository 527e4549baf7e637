// The lock: whoever created the highest generation holds it until it is released, its lease is over, or its process is
// seen to be dead. A lease that is not over is extended in place; one that is over is only ever followed by a new
// generation, which exactly one process can create. Every judgement uses a time taken before the file was read.

import { readFileSync } from 'node:fs';
import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { codeOf, guarded, makeFolder, sweep } from './disk.ts';
import { locked, lockLost, unwritable } from './failures.ts';
import {
  createLock,
  type Holding,
  highest,
  type Illegible,
  lockPath,
  type Owner,
  readLock,
  remove,
  removeLower,
  rewriteLock,
} from './lockfile.ts';
import type { Lock } from './port.ts';

const lease = 60_000;

/** Where a lock lives, and what it is made with. */
export interface LockRoom {
  readonly folder: string;
  readonly owner: Owner;
  readonly clock: { readonly now: () => number };
  readonly random: () => number;
}

export interface HeldLock extends Lock {
  /** Fails where another has taken over. Reads only. */
  readonly check: () => Promise<Result<true>>;
}

/** A lock that this process holds, as it changes. */
interface Own {
  generation: number;
  holding: Holding;
}

/** Asks the system whether a process of this machine is there; one of another user is, and one that nobody reaped is not. */
function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  try {
    // The state stands behind the name, which may hold anything; a container without an init keeps the dead as Z.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function isLive(holder: Holding | Illegible, now: number, host: string): boolean {
  if ('touched' in holder) return now - holder.touched < lease;
  const { released, until } = holder;
  return !released && now < until && !(holder.host === host && isDead(holder.pid));
}

function lockedBy(path: string, holder: Holding | Illegible): Failure {
  const iso = (time: number): string => new Date(time).toISOString();
  if ('touched' in holder)
    return locked(path, {
      who: 'a process whose lock file cannot be read',
      since: iso(holder.touched),
      until: iso(holder.touched + lease),
    });
  const { name, host, pid, since, until } = holder;
  return locked(path, { who: `${name} on ${host} (process ${pid})`, since: iso(since), until: iso(until) });
}

/** Creates the next generation; false where another was first, or one higher appeared meanwhile. */
async function claim({ folder }: LockRoom, generation: number, holding: Holding): Promise<boolean> {
  try {
    await createLock(folder, generation, holding);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  if (highest(folder) > generation) {
    await remove(folder, generation);
    return false;
  }
  await removeLower(folder, generation);
  return true;
}

async function tryOnce(room: LockRoom): Promise<Result<Own | null>> {
  const { folder, owner, clock } = room;
  const now = clock.now();
  const top = highest(folder);
  const holder = top === 0 ? null : await readLock(folder, top);
  if (holder === null && top > 0) return ok(null);
  if (holder !== null && isLive(holder, now, owner.host)) return err(lockedBy(lockPath(folder, top), holder));
  const holding = { ...owner, since: now, until: now + lease, released: false };
  const generation = top + 1;
  return ok((await claim(room, generation, holding)) ? { generation, holding } : null);
}

async function take(room: LockRoom): Promise<Result<Own>> {
  await makeFolder(room.folder);
  for (;;) {
    const taken = await tryOnce(room);
    if (!taken.ok) return taken;
    if (taken.value === null) continue;
    await sweep(room.folder);
    return ok(taken.value);
  }
}

async function check({ folder }: LockRoom, own: Own): Promise<Result<true>> {
  if (!own.holding.released && highest(folder) === own.generation) return ok(true);
  return err(lockLost(lockPath(folder, own.generation)));
}

/** Extends the lease once less than half of it is left. */
async function renew(room: LockRoom, own: Own): Promise<Result<true>> {
  const { folder, clock, random } = room;
  const checked = await check(room, own);
  const now = clock.now();
  const { until } = own.holding;
  if (!checked.ok || until - now > lease / 2) return checked;
  const holding = { ...own.holding, until: now + lease };
  if (now < until) {
    await rewriteLock(folder, own.generation, holding, random);
    if (clock.now() < until) {
      own.holding = holding;
      return check(room, own);
    }
  }
  return claimAnew(room, own, holding);
}

async function claimAnew(room: LockRoom, own: Own, holding: Holding): Promise<Result<true>> {
  const generation = own.generation + 1;
  if (!(await claim(room, generation, holding))) return err(lockLost(lockPath(room.folder, own.generation)));
  own.generation = generation;
  own.holding = holding;
  return ok(true);
}

async function release(room: LockRoom, own: Own): Promise<Result<true>> {
  const checked = await check(room, own);
  own.holding = { ...own.holding, released: true };
  if (checked.ok) await rewriteLock(room.folder, own.generation, own.holding, room.random);
  return ok(true);
}

function held(room: LockRoom, own: Own): HeldLock {
  const path = lockPath(room.folder, own.generation);
  let queue: Promise<unknown> = Promise.resolve();
  /** One after the other; who asks for the same while it waits for its turn is answered by that one. */
  const inTurn = (work: typeof renew, soFar: string): (() => Promise<Result<true>>) => {
    let waiting: Promise<Result<true>> | null = null;
    const begin = (): Promise<Result<true>> => {
      waiting = null;
      return guarded(
        () => work(room, own),
        (cause) => unwritable(path, cause, soFar),
      );
    };
    return () => {
      if (waiting !== null) return waiting;
      waiting = queue.then(begin);
      queue = waiting.catch(() => undefined);
      return waiting;
    };
  };
  const extend = inTurn(renew, 'the lock could not be renewed, and nothing more is sent or recorded');
  const timer = setInterval(extend, lease / 4).unref();
  const give = inTurn(release, 'the lock could not be released; it ends by itself within a minute');
  return {
    renew: extend,
    check: inTurn(check, 'the lock could not be looked at, and nothing more is recorded'),
    release: () => {
      clearInterval(timer);
      return give();
    },
  };
}

/** Takes the lock, making the folder where it is missing; fails with reason `locked` where another holds it. */
export function takeLock(room: LockRoom): Promise<Result<HeldLock>> {
  const work = async (): Promise<Result<HeldLock>> => {
    const own = await take(room);
    return own.ok ? ok(held(room, own.value)) : own;
  };
  return guarded(work, (cause) => unwritable(room.folder, cause, 'nothing was sent'));
}
