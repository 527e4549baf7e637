// Compiling: every change is carried, in as few requests as the limits allow, in an order that is safe.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batch, compile, order } from '../../src/engine/compile.ts';
import { urlOf } from '../../src/model/call.ts';
import { change, state, widget } from './synthetic.ts';

const policy = { protectedAccounts: [] };

test('n changes of one operation are ⌈n/max⌉ requests', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 64 }), (n) => {
      const changes = Array.from({ length: n }, (_, i) =>
        change(String(i), { color: 'red' }, { color: 'green' }),
      );
      expect(compile(widget, changes, policy)).toHaveLength(Math.ceil(n / 10));
    }),
  );
});

test('each field of each change is brought about by exactly one step', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 20 }), (afters) => {
      const changes = afters.map((after, i) => change(String(i), {}, after));
      const steps = compile(widget, changes, policy);
      for (const { address, after } of changes)
        for (const field of Object.keys(after ?? {}))
          expect(
            steps.filter((step) => step.fields?.includes(field) && step.changes.includes(address)),
          ).toHaveLength(1);
    }),
  );
});

test('steps run by phase, and keep their order within one', () => {
  const changes = [change('1', {}, { color: 'red', size: 1 }), change('2', {}, { size: 2 })];
  expect(order(compile(widget, changes, policy)).map(({ operation }) => operation)).toEqual(['cut', 'paint']);
});

test('a batch whose URL would be too long is split', () => {
  const [paint] = widget.operations;
  const long = Array.from({ length: 10 }, (_, i) => change(`${'x'.repeat(1000)}${i}`, {}, { color: 'red' }));
  const batches = paint === undefined ? [] : batch(paint, long);
  expect(batches.flat()).toEqual(long);
  for (const some of batches)
    expect(paint === undefined ? 0 : urlOf(paint.request(some)).length).toBeLessThanOrEqual(4096);
});
