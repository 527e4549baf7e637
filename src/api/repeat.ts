// Runs one call's attempts as the retry policy decides, and tells of long waits. It remembers whether any attempt
// may have been carried out: a later, clearer failure does not undo that. What surely was not is given up at a stop.

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

/** What is repeated. */
export interface Repeated {
  readonly name: string;
  readonly repeatable: boolean;
  /** Not a second time, whatever comes of the first. */
  readonly once?: boolean | undefined;
  /** Aborts when the run is to stop: a call that surely was not carried out then ends; one in doubt goes on. */
  readonly stop?: AbortSignal | undefined;
}

/** @param attempt is given the stop that may end its waiting before it is sent */
export async function repeat<T>(
  { name, repeatable, once = false, stop }: Repeated,
  attempt: (stop: AbortSignal | undefined) => Promise<Tried<T>>,
  { clock, random, limits, closing, note }: Repeats,
): Promise<Over<T>> {
  let doubt = false;
  let startedAt: number | null = null;
  for (let attempts = 1; ; attempts += 1) {
    const { value, happened, sentAt } = await attempt(doubt ? undefined : stop);
    if (happened === null) return { value, attempts, doubt, decision: null };
    startedAt ??= sentAt;
    doubt ||= inDoubt(happened);
    const elapsedMs = clock.now() - startedAt;
    const decision: Decision =
      closing.aborted || once
        ? { again: false, because: 'final' }
        : decide({ number: attempts, elapsedMs, repeatable, happened }, limits, random);
    if (!decision.again) return { value, attempts, doubt, decision };
    if (decision.waitMs >= 1000)
      note(`${name}: ${inWords(happened)}, waiting ${Math.ceil(decision.waitMs / 1000)} s`);
    const mayStop = stop === undefined || doubt ? [] : [stop];
    await clock.sleep(decision.waitMs, AbortSignal.any([closing, ...mayStop])).catch(() => undefined);
    if (mayStop.some(({ aborted }) => aborted))
      return { value, attempts, doubt, decision: { again: false, because: 'stopped' } };
  }
}

function inWords(happened: Happening): string {
  if (happened.what === 'status') return `${happened.status}`;
  return happened.what === 'unsent' ? 'not reached' : 'no whole answer';
}
