// A table behaves as a map with an order: whatever is put, patched and removed, over whatever source.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsSource } from '../../src/model/server.ts';
import { createTable, type Slots } from '../../src/simulator/table.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step = fc.record({ act: fc.constantFrom('put', 'patch', 'remove'), key, value: fc.nat(9) });
const text = (table: Slots): string[] =>
  Array.from(
    { length: table.slots() },
    (_, slot) => table.text(slot, 'all', (row) => JSON.stringify(row)) ?? '',
  );

test('rows, size and texts are those of a map after any changes', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const given = [
        ['a', { n: 1 }],
        ['b', { n: 2, m: 3 }],
      ] as const;
      const table = createTable(rowsSource(given));
      const model = new Map<string, object>(given);
      for (const { act, key, value } of steps) {
        text(table);
        if (act === 'put') {
          table.put(key, { n: value });
          model.set(key, { n: value });
        } else if (act === 'remove') expect(table.remove(key)).toBe(model.delete(key));
        else {
          const row = model.get(key);
          table.patch(key, { m: value, n: null });
          if (row !== undefined) model.set(key, { m: value });
        }
      }
      expect(table.size()).toBe(model.size);
      expect(new Map([...table.keys()].map((name) => [name, table.get(name)]))).toEqual(model);
      const texts = text(table).filter((row) => row !== '');
      expect(texts.sort()).toEqual([...model.values()].map((row) => JSON.stringify(row)).sort());
    }),
  );
});
