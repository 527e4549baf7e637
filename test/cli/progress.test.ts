// The progress of an apply: what is waited for is said once, on a terminal in the one line, and the counts hold.

import { afterEach, expect, test, vi } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { progressLine } from '../../src/cli/progress.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import type { StepOutcome } from '../../src/model/run.ts';
import type { ApplyEvent } from '../../src/reconcile/context.ts';

afterEach(() => vi.restoreAllMocks());

const stepOf = (id: string, changes: readonly string[]): Step => ({
  ...{ id, kind: 'user_action', operation: 'execute', phase: 80, repeatable: false },
  ...{ requests: [], changes, fields: null, depends_on: [], hazards: [] },
});
const [one, two] = [stepOf('one', ['a', 'b', 'c']), stepOf('two', ['d'])];

function watch(live: boolean) {
  const [notes, drawn]: [string[], string[]] = [[], []];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => drawn.push(String(text)) > 0);
  // Only these members are used.
  const io = { live, width: 100, note: (text: string) => notes.push(text) } as unknown as Io;
  const line = progressLine({ steps: [one, two] } as unknown as Plan, io, () => 0);
  const tell = (...events: ApplyEvent[]): void => events.forEach(line.onEvent);
  return { notes, tell, last: () => (drawn.at(-1) ?? '').replace('\r\u001b[K', '') };
}

const waiting = (step: Step, says: string): ApplyEvent => ({ event: 'waiting', step, says });
const ended = (step: Step, more: Partial<StepOutcome>): ApplyEvent => ({
  event: 'end',
  step,
  outcome: { step: step.id, state: 'applied', failed: [], unknown: [], detail: '', ...more },
});

test('without a terminal, a note when what is waited for changes, not at each poll', () => {
  const { notes, tell } = watch(false);
  tell(waiting(one, 'x is pending'), waiting(two, 'y is pending'), waiting(one, 'x is pending'));
  tell(waiting(one, 'x is completed'));
  expect(notes).toEqual(['execute: x is pending', 'execute: y is pending', 'execute: x is completed']);
});

test('on a terminal it is part of the one line, and goes with its step', () => {
  const { notes, tell, last } = watch(true);
  tell({ event: 'start', step: one }, waiting(one, 'x is pending'));
  expect(last()).toBe('[....................] 0/4, execute: x is pending');
  tell(waiting(two, 'y is pending'), ended(two, {}));
  expect(last()).toContain('1/4, about 1 s left, execute: x is pending');
  tell(ended(one, {}));
  expect(last()).toBe('[####################] 4/4, execute');
  expect(notes).toEqual([]);
});

test('what failed, what is left and what was not attempted are counted apart', () => {
  const { tell, last } = watch(true);
  const left = { address: 'c', state: 'left', message: '', remember: null } as const;
  tell(ended(one, { state: 'failed', failed: [{ address: 'a', message: 'no' }], ends: [left] }));
  expect(last()).toContain('3/4, 1 failed, 1 not begun');
  tell(ended(two, { state: 'not_attempted' }));
  expect(last()).toContain('4/4, 1 failed, 2 not begun');
});
