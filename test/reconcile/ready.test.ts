// How many steps are begun at once: more than there are calls under way, but for what must not be sent twice.

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Kind } from '../../src/model/kind.ts';
import { execute } from '../../src/reconcile/execute.ts';
import { answered, change, runWith, step } from './follow-kit.ts';

const kindWith = (repeatable: boolean): Kind =>
  // Of a kind, what is not named here is never asked for.
  ({
    name: 'thing',
    operations: [{ id: 'go', phase: 1, repeatable, outcomes: () => ({ ok: true, value: new Map() }) }],
  }) as unknown as Kind;

it.each([
  [true, 4, 7],
  [true, 1, 1],
  [false, 4, 4],
])(
  'of steps that are repeatable: %s, with %i calls at once, %i are begun',
  async (repeatable, concurrency, begun) => {
    const { run, did } = runWith({});
    let answer = (): void => undefined;
    const answers = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let sent = 0;
    const writer = {
      send: async () => {
        sent += 1;
        await answers;
        return answered('1');
      },
    };
    const tasks = Array.from({ length: 20 }, (_, i) => ({
      step: { ...step, id: `thing.go.${i}`, repeatable },
      changes: [change],
    }));
    const executing = execute({ ...run, writer, concurrency, kinds: [kindWith(repeatable)] }, tasks, []);
    for (let i = 0; i < 20; i++) await turn();
    expect({ sent, intents: did.filter((word) => word === 'intent').length }).toEqual({
      sent: begun,
      intents: begun,
    });
    answer();
    expect((await executing).outcomes).toHaveLength(20);
  },
);
