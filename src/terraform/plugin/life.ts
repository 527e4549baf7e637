// How the process lives and ends. Everything that ends it goes the same way: what is under way is asked to stop and
// given time to finish and write down what it did, and only then the process goes, leaving no socket behind.

export interface Life {
  /** Aborted by StopProvider and by whatever ends the process. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
  /** Runs a handler; the end waits for it. Fails early with what made the process break. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** From now on every handler fails with this: the state of the process cannot be trusted any more. */
  readonly break: (cause: unknown) => void;
  /** Stops, waits for the handlers and ends the process. A second call changes nothing. */
  readonly end: (status: number) => void;
  readonly isEnding: () => boolean;
}

export interface LifeOptions {
  readonly exit: (status: number) => void;
  /** So many milliseconds a handler gets to finish. */
  readonly grace: number;
  /** Sends what is still to be sent. */
  readonly close: () => Promise<void>;
}

export function createLife({ exit, grace, close }: LifeOptions): Life {
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const broken = new AbortController();
  const failing = new Promise<never>((_, reject) => {
    broken.signal.addEventListener('abort', () => reject(broken.signal.reason));
  });
  failing.catch(() => undefined);
  let ending = false;
  const end = async (status: number): Promise<void> => {
    stopping.abort();
    setTimeout(exit, grace, status);
    while (underWay.size > 0) await Promise.allSettled(underWay);
    await close();
    exit(status);
  };
  return {
    signal: stopping.signal,
    stop: () => stopping.abort(),
    run: (work) => {
      const running = work().finally(() => underWay.delete(running));
      underWay.add(running);
      return Promise.race([running, failing]);
    },
    break: (cause) => broken.abort(cause),
    end: (status) => {
      if (!ending) void end(status);
      ending = true;
    },
    isEnding: () => ending,
  };
}
