// Private data beside a ledger: what either knows is known, the newer word wins, and a one-shot that ran has run.

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMemory } from '../../../src/ledger/state.ts';
import type { State } from '../../../src/model/change.ts';
import { emptyMemory, type Memory } from '../../../src/model/memory.ts';
import {
  remembering as rememberingOwn,
  shared as sharedAt,
} from '../../../src/terraform/session/remember.ts';
import { Refusal } from '../../../src/terraform/value/refusal.ts';

const shared = () => sharedAt(() => 9);
const remembering = (addresses: Iterable<string>, memory: Memory, at = 0, own?: string): Uint8Array =>
  rememberingOwn({
    addresses,
    memory,
    wants: (field) => own === undefined || field === own,
    at: () => at,
  });

const user = 'user_action/park/1';
const ran: State = { run: 'execute', status: 'success' };

function memoryOf(entries: Readonly<Record<string, Readonly<Record<string, State>>>>): Memory {
  const applied = new Map(
    Object.entries(entries).map(([kind, keys]) => [kind, new Map(Object.entries(keys))]),
  );
  return asMemory({ applied, owed: new Set(), inDoubt: new Set(), tried: new Map() });
}

test('what was packed is known again, whatever it is', () => {
  const key = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  const state = fc.record({ agent: fc.constantFrom('approved', 'denied') });
  fc.assert(
    fc.property(fc.dictionary(key, state), (devices) => {
      const memory = memoryOf({ device: devices });
      const addresses = Object.keys(devices).map((id) => `device/${id}`);
      const learned = shared();
      expect(learned.learn(remembering(addresses, memory)).toSorted()).toEqual(addresses.toSorted());
      const over = learned.over(emptyMemory);
      for (const [id, value] of Object.entries(devices)) expect(over.applied(`device/${id}`)).toEqual(value);
    }),
  );
});

test('nothing to remember is no bytes at all', () => {
  expect(remembering(['device/1'], emptyMemory)).toHaveLength(0);
  expect(shared().learn(new Uint8Array())).toEqual([]);
});

test('a denial that only the state knows settles; without a ledger too', () => {
  const learned = shared();
  learned.learn(remembering(['device/1'], memoryOf({ device: { 1: { agent: 'denied' } } })));
  expect(learned.over(emptyMemory).applied('device/1')).toEqual({ agent: 'denied' });
});

test('a run in doubt stays in doubt, until the ledger knows what became of it', () => {
  const doubtful: Memory = { ...emptyMemory, inDoubt: new Set([user]), tried: () => ran };
  const learned = shared();
  learned.learn(remembering([user], doubtful));
  expect(learned.over(emptyMemory).inDoubt).toEqual(new Set([user]));
  expect(learned.over(emptyMemory).tried(user)).toEqual(ran);
  const resolved = learned.over(memoryOf({ user_action: { 'park/1': ran } }));
  expect(resolved.inDoubt.size).toBe(0);
  expect(resolved.applied(user)).toEqual(ran);
});

test('a run that is owed stays owed, whatever ran before it, until the ledger knows a later one', () => {
  const sync = 'account_linking/sync';
  const first: State = { run: 'sync-now', job: '1' };
  const of = (state: State): Memory => memoryOf({ account_linking: { sync: state } });
  const learned = shared();
  learned.learn(remembering([sync], { ...of(first), owed: new Set([sync]) }));
  expect(learned.over(emptyMemory).owed).toEqual(new Set([sync]));
  expect(learned.over(of(first)).owed).toEqual(new Set([sync]));
  expect(learned.over(of({ run: 'sync-now', job: '2' })).owed).toEqual(new Set());
});

test('private data that this provider has not written is refused with what to do, and is no bug', () => {
  const { length } = new TextEncoder().encode('not gzip');
  for (const bytes of [
    new Uint8Array(length).fill(7),
    gzipSync('{}'),
    gzipSync('[1]'),
    gzipSync('{"v":1}'),
  ]) {
    const learn = () => shared().learn(bytes);
    expect(learn).toThrow(Refusal);
    expect(learn).toThrow(/cannot be read/);
  }
});

test('a success in the ledger is never undone by an older state', () => {
  const learned = shared();
  const failed: State = { run: 'execute', status: 'failure' };
  learned.learn(remembering([user], memoryOf({ user_action: { 'park/1': failed } })));
  expect(learned.over(memoryOf({ user_action: { 'park/1': ran } })).applied(user)).toEqual(ran);
});

test('what an apply has just written wins over the state, and keeps what was applied elsewhere', () => {
  const learned = shared();
  const before = remembering(
    ['device/1'],
    memoryOf({ device: { 1: { agent: 'denied', access: 'deactivated' } } }),
  );
  learned.learn(before);
  const ledger = memoryOf({ device: { 1: { agent: 'approved' } } });
  learned.renew(['device/1'], ledger);
  expect(learned.over(ledger).applied('device/1')).toEqual({ agent: 'approved', access: 'deactivated' });
  learned.learn(before);
  expect(learned.over(ledger).applied('device/1')).toMatchObject({ agent: 'approved' });
});

/** What is known of device/1 where these are learned, in either order. */
function learnedOf(one: Uint8Array, other: Uint8Array): readonly (State | undefined)[] {
  return [
    [one, other],
    [other, one],
  ].map((order) => {
    const learned = shared();
    for (const bytes of order) learned.learn(bytes);
    return learned.over(emptyMemory).applied('device/1');
  });
}

const deviceIs = (state: State): Memory => memoryOf({ device: { 1: state } });

test('resources remember their own fields of an object, whichever is asked first', () => {
  const old = remembering(['device/1'], deviceIs({ agent: 'denied', access: 'activated' }), 1, 'access');
  const now = remembering(['device/1'], deviceIs({ agent: 'approved', access: 'activated' }), 2, 'agent');
  for (const known of learnedOf(old, now)) expect(known).toEqual({ agent: 'approved', access: 'activated' });
});

test('of two that remember the same field of an object the last apply counts: one of them has given it up', () => {
  const before = remembering(['device/1'], deviceIs({ agent: 'denied' }), 1);
  const after = remembering(['device/1'], deviceIs({ agent: 'approved' }), 2);
  expect(learnedOf(before, after)).toEqual([{ agent: 'approved' }, { agent: 'approved' }]);
});

test('a time outlives being packed again; an apply is newer than all', () => {
  const learned = shared();
  learned.learn(remembering(['device/1'], deviceIs({ agent: 'denied' }), 3));
  expect(learned.at('device/1')).toBe(3);
  learned.renew(['device/1'], deviceIs({ agent: 'approved' }));
  expect(learned.at('device/1')).toBe(9);
  expect(learned.at('device/2')).toBe(0);
});

test('what only the ledger knows of an object stays known beside the state', () => {
  const learned = shared();
  learned.learn(remembering(['device/1'], memoryOf({ device: { 1: { agent: 'approved' } } })));
  const ledger = memoryOf({ device: { 1: { agent: 'denied', access: 'deactivated' } } });
  expect(learned.over(ledger).applied('device/1')).toEqual({ agent: 'approved', access: 'deactivated' });
});

test('a device that was removed once and is wanted again is not remembered as removed', () => {
  const gone = remembering(['device/1'], deviceIs({ removed: true }), 1);
  const back = remembering(['device/1'], deviceIs({ agent: 'approved' }), 2);
  expect(learnedOf(gone, back)).toEqual([{ agent: 'approved' }, { agent: 'approved' }]);
});
