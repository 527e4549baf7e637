// The gate that every call goes through: so many in flight, so many a second, and none while the server asked for
// a pause. First come, first served.

import type { Clock } from './options.ts';
import { slowDown, speedUp, startTempo, type Tempo, type TempoBounds } from './tempo.ts';

/** One call's leave to be sent. */
export interface Ticket {
  readonly sentAt: number;
}

export interface Pace {
  /** Resolves when the call may be sent; with null where `stop` aborts while it has to wait. */
  readonly enter: (stop?: AbortSignal) => Promise<Ticket | null>;
  /** The call has ended; `limited`: with a 429. */
  readonly leave: (ticket: Ticket, limited: boolean) => void;
  /** Nobody enters for so long (`Retry-After`). */
  readonly hold: (ms: number) => void;
}

const latenessMs = 10;

/** @param closing lets everybody pass at once when it aborts, so that they see that all is over */
export function createPace(bounds: TempoBounds, clock: Clock, closing: AbortSignal): Pace {
  let tempo: Tempo = startTempo(bounds);
  let inFlight = 0;
  let nextAt = Number.NEGATIVE_INFINITY;
  let heldTo = Number.NEGATIVE_INFINITY;
  let asleep = false;
  const waiting = createQueue();
  const meter = createMeter();

  const admit = (now: number): void => {
    inFlight += 1;
    meter.count(now);
    const gap = tempo.rate === null ? 0 : 1000 / tempo.rate;
    // A timer that woke a little late is made good; idle time is not saved up.
    nextAt = (now - nextAt <= latenessMs ? nextAt : now) + gap;
    waiting.admit({ sentAt: now });
  };
  const sleep = async (ms: number): Promise<void> => {
    if (asleep) return;
    asleep = true;
    await clock.sleep(ms, closing).catch(() => undefined);
    asleep = false;
    pump();
  };
  const pump = (): void => {
    while (waiting.size() > 0 && (inFlight < tempo.width || closing.aborted)) {
      const now = clock.now();
      tempo = speedUp(tempo, bounds, now);
      const wait = Math.max(nextAt, heldTo) - now;
      if (wait > 0 && !closing.aborted) return void sleep(wait);
      admit(now);
    }
  };
  return {
    enter: (stop) => waiting.join(pump, stop),
    leave: (ticket, limited) => {
      inFlight -= 1;
      if (limited) tempo = slowDown(tempo, meter.perSecond(clock.now()), ticket.sentAt, clock.now());
      pump();
    },
    hold: (ms) => {
      heldTo = Math.max(heldTo, clock.now() + ms);
    },
  };
}

/** Who waits, first come first served; at a stop one goes without a ticket. */
function createQueue() {
  const waiting = new Set<(ticket: Ticket | null) => void>();
  return {
    size: (): number => waiting.size,
    admit: (ticket: Ticket): void => {
      const [first] = waiting;
      first?.(ticket);
    },
    /** @param joined may admit at once; only who then still waits is stopped */
    join: (joined: () => void, stop?: AbortSignal): Promise<Ticket | null> =>
      new Promise((resolve) => {
        const go = (ticket: Ticket | null): void => {
          waiting.delete(go);
          stop?.removeEventListener('abort', leave);
          resolve(ticket);
        };
        const leave = (): void => go(null);
        waiting.add(go);
        stop?.addEventListener('abort', leave);
        joined();
        if (stop?.aborted) leave();
      }),
  };
}

/** Counts calls in the last second, from the counts of this second and the one before. */
function createMeter() {
  let second = 0;
  let count = 0;
  let before = 0;
  const turn = (now: number): void => {
    const current = Math.floor(now / 1000);
    if (current === second) return;
    before = current === second + 1 ? count : 0;
    count = 0;
    second = current;
  };
  return {
    count: (now: number): void => {
      turn(now);
      count += 1;
    },
    perSecond: (now: number): number => {
      turn(now);
      return count + before * (1 - (now % 1000) / 1000);
    },
  };
}
