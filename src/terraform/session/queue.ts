// Gathers what arrives together and works on it as one: Terraform asks for each resource by itself, several at a time.

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** A round waits on as long as more arrives, but no longer than this many pauses. */
const maxPauses = 20;

/**
 * Adds an item to the next round; `work` is given all items of a round and gives one result for each. A round begins
 * when nothing has arrived during a `pause`, and the next one when it has ended.
 */
export function queue<T, R>(
  work: (items: readonly T[]) => Promise<readonly R[]>,
  pause: () => Promise<unknown>,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let running = false;

  const gathered = async (): Promise<readonly Waiting<T, R>[]> => {
    for (let before = 0, i = 0; waiting.length > before && i < maxPauses; i++) {
      before = waiting.length;
      await pause();
    }
    const round = waiting;
    waiting = [];
    return round;
  };

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await carryOut(await gathered(), work);
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}

async function carryOut<T, R>(
  round: readonly Waiting<T, R>[],
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<void> {
  try {
    const results = await work(round.map(({ item }) => item));
    // `work` gives one result for each item.
    for (const [i, { resolve }] of round.entries()) resolve(results[i] as R);
  } catch (error) {
    for (const { reject } of round) reject(error);
  }
}
