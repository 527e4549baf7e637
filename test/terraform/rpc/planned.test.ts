// What a resource remembers in its private data: its own objects, and whatever may still be under way.

import { expect, test } from 'vitest';
import { emptyMemory, type Memory } from '../../../src/model/memory.ts';
import { planOf } from '../../../src/terraform/rpc/planned.ts';
import { resourceType, wishOf } from '../../../src/terraform/rpc/resource.ts';
import { nothingDone } from '../../../src/terraform/session/fields.ts';

const type = resourceType('id360_device_set');

function rememberedBy(memory: Partial<Memory>): readonly string[] {
  if (type === undefined) return ['no such type'];
  const wish = wishOf(type, { name: 'lab', agent: 'denied', select: { ids: ['2'] } });
  const found = { changes: [], standings: new Map(), addresses: ['device/2'], agreed: [], reads: [], at: '' };
  const all = { ...emptyMemory, ...memory };
  return planOf({ wish, found, prior: null, remembered: ['device/1'], memory: all, done: nothingDone() })
    .addresses;
}

test('a device that left a set is not remembered by it: another one may have it by now', () => {
  expect(rememberedBy({ applied: () => ({ agent: 'denied' }) })).toEqual(['device/2']);
});

test('one that is in doubt, or still owed, is', () => {
  expect(rememberedBy({ inDoubt: new Set(['device/1']) })).toEqual(['device/1', 'device/2']);
  expect(rememberedBy({ owed: new Set(['device/1']) })).toEqual(['device/1', 'device/2']);
});
