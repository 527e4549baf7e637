// Runs one call's attempts as the retry policy decides, and tells of long waits. It remembers whether any attempt
// may have been carried out: a later, clearer failure does not undo that.

import type { Clock, Limits } from './options.ts';
import { type Decision, decide, type Happening, inDoubt } from './retry.ts';

/** `happened` is null for a success. */
export interface Tried<T> {
  readonly value: T;
  readonly happened: Happening | null;
  readonly sentAt: number;
}

export interface Repeats {
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: Limits;
  /** Ends all repeating. */
  readonly closing: AbortSignal;
  readonly note: (text: string) => void;
}

/** The last attempt. `decision` is null for a success; `doubt`: some attempt may have been carried out. */
export interface Over<T> {
  readonly value: T;
  readonly attempts: number;
  readonly doubt: boolean;
  readonly decision: Extract<Decision, { again: false }> | null;
}

export async function repeat<T>(
  name: string,
  repeatable: boolean,
  attempt: () => Promise<Tried<T>>,
  { clock, random, limits, closing, note }: Repeats,
): Promise<Over<T>> {
  let doubt = false;
  let startedAt: number | null = null;
  for (let attempts = 1; ; attempts += 1) {
    const { value, happened, sentAt } = await attempt();
    if (happened === null) return { value, attempts, doubt, decision: null };
    startedAt ??= sentAt;
    doubt ||= inDoubt(happened);
    const elapsedMs = clock.now() - startedAt;
    const decision: Decision = closing.aborted
      ? { again: false, because: 'final' }
      : decide({ number: attempts, elapsedMs, repeatable, happened }, limits, random);
    if (!decision.again) return { value, attempts, doubt, decision };
    if (decision.waitMs >= 1000)
      note(`${name}: ${inWords(happened)}, waiting ${Math.ceil(decision.waitMs / 1000)} s`);
    await clock.sleep(decision.waitMs, closing).catch(() => undefined);
  }
}

function inWords(happened: Happening): string {
  if (happened.what === 'status') return `${happened.status}`;
  return happened.what === 'unsent' ? 'not reached' : 'no whole answer';
}
