// How each object of a step ended, and how many ended so: an object of two steps ends in the worse of its states.

import type { Address } from '../model/address.ts';
import type { Step } from '../model/plan.ts';
import type { StepOutcome, StepState } from '../model/run.ts';

/** `left`: not begun, though its step was; a later plan has it again. */
export type EndState = StepState | 'left';

export const worstFirst: readonly EndState[] = ['failed', 'in_doubt', 'not_attempted', 'left', 'applied'];

export interface End {
  readonly state: EndState;
  readonly message: string;
}

export type Ends = ReadonlyMap<Address, End>;

/** A step's objects with their ends. Where a failed or doubtful step names objects, the others came through. */
export function endsOf(step: Step, outcome: StepOutcome | undefined): Ends {
  const { state = 'not_attempted', failed = [], unknown = [], detail = '', ends = [] } = outcome ?? {};
  const said = new Map(failed.map(({ address, message }) => [address, message]));
  const lost = new Set(unknown);
  const left = new Set(ends.filter((end) => end.state === 'left').map(({ address }) => address));
  const words = new Map(ends.map(({ address, message }) => [address, message]));
  const named = said.size + lost.size + left.size > 0;
  const rest = named && (state === 'failed' || state === 'in_doubt') ? 'applied' : state;
  const end = (address: Address): End => {
    const message = said.get(address);
    if (message !== undefined) return { state: 'failed', message };
    if (lost.has(address)) return { state: 'in_doubt', message: words.get(address) || detail };
    if (left.has(address)) return { state: 'left', message: words.get(address) ?? '' };
    return { state: rest, message: rest === state ? detail : '' };
  };
  return new Map(step.changes.map((address) => [address, end(address)]));
}

/** Objects by how they ended. */
export function countsOf(ends: Iterable<Ends>): Readonly<Record<EndState, number>> {
  const states = new Map<Address, EndState>();
  for (const [address, { state }] of [...ends].flatMap((each) => [...each])) {
    const known = states.get(address);
    if (known === undefined || worstFirst.indexOf(state) < worstFirst.indexOf(known))
      states.set(address, state);
  }
  const counts = { applied: 0, failed: 0, not_attempted: 0, in_doubt: 0, left: 0 };
  for (const state of states.values()) counts[state] += 1;
  return counts;
}
