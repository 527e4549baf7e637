// A kind that exists for the engine's laws alone: objects with three fields, set by two operations.

import fc from 'fast-check';
import { formatAddress } from '../../src/model/address.ts';
import type { Change, State } from '../../src/model/change.ts';
import { sameJson } from '../../src/model/json.ts';
import type { FieldRule, Kind, Operation, Subject } from '../../src/model/kind.ts';
import { ok } from '../../src/model/result.ts';

const equal: FieldRule = {
  relate: (wanted, live) => (sameJson(wanted, live) ? 'same' : 'differs'),
  because: () => '',
};

const operation = (id: string, phase: number, fields: readonly string[], max: number): Operation => ({
  id,
  phase,
  max,
  fields,
  repeatable: true,
  after: [],
  applies: ({ after }) => after !== null && fields.some((field) => field in after),
  request: (changes) => ({
    method: 'POST',
    path: `/${id}`,
    query: { ids: changes.map(({ address }) => address).join() },
    body: null,
  }),
  hazards: () => [],
  outcomes: (changes) => ok(new Map(changes.map(({ address }) => [address, ok(true as const)]))),
});

export const widget: Kind = {
  name: 'widget',
  sections: {},
  files: () => [],
  prepare: () => ({
    diagnostics: [],
    observe: () => ({
      reads: [],
      row: () => ok(undefined),
      finish: () => ({ subjects: [], unlisted: [], diagnostics: [] }),
    }),
  }),
  listing: { request: { method: 'GET', path: '/widgets', query: {}, body: null }, paging: 'cursor' },
  readOne: null,
  decode: () => ok({ key: '', live: {}, context: {} }),
  rules: { color: equal, size: equal, tags: equal },
  presence: (wanted) => ({ relation: wanted === null ? 'differs' : 'unknown', because: '' }),
  operations: [operation('paint', 20, ['color'], 10), operation('cut', 10, ['size', 'tags'], 3)],
  probe: null,
  exporter: () => ({ row: () => ok(undefined), finish: () => [] }),
};

export const state: fc.Arbitrary<State> = fc.record(
  {
    color: fc.constantFrom('red', 'green'),
    size: fc.integer({ min: 0, max: 3 }),
    tags: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

export function subject(key: string, live: State | null, wanted: State | null): Subject {
  return { key, live, wanted, group: 'g', why: 'w', source: null, name: key };
}

export function change(key: string, before: State | null, after: State | null): Change {
  const address = formatAddress('widget', key);
  return {
    address,
    before,
    after,
    why: '',
    source: null,
    group: 'g',
    name: key,
    origin: 'pending',
    last: null,
    context: {},
  };
}
