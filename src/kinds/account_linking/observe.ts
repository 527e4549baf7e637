// The live object beside what is wanted of it. Wanted values are made complete from live ones: at_least names
// are joined with those already there, nested settings with the members the files do not mention.

import type { Read } from '../../model/call.ts';
import type { State } from '../../model/change.ts';
import { isObject, type Json, sameJson } from '../../model/json.ts';
import type { FieldRule, Observer } from '../../model/kind.ts';
import { fold } from '../../model/local-accounts.ts';
import type { Memory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import { decodeLinking } from './decode.ts';
import type { Desired } from './prepare.ts';
import { runs } from './sync.ts';

export const namesField = 'link_restricted_local_accounts';
const nestedField = 'ondemand_provisioning_settings';

export const listing: Read = {
  request: { method: 'GET', path: '/device-account-linking', query: {}, body: null },
  paging: 'object',
};

export function observe(desired: Desired, memory: Memory): Observer {
  let context: State = {};
  return {
    reads: [listing],
    row: (raw) => {
      const live = decodeLinking(raw);
      if (!live.ok) return live;
      context = live.value;
      const wanted = wantedOf(desired, live.value);
      const { acknowledge, source } = desired;
      const subject = {
        key: '',
        live: live.value,
        wanted,
        context: live.value,
        group: 'account_linking',
        why: desired.why,
        source,
        name: 'account linking',
      };
      return ok(acknowledge === undefined ? subject : { ...subject, acknowledge });
    },
    finish: () => ({
      subjects: [],
      unlisted: [],
      diagnostics: [],
      runs: (changes) => runs(desired, { changes, memory, context }),
    }),
  };
}

function wantedOf(desired: Desired, live: State): State {
  const wanted: Record<string, Json> = { ...desired.settings };
  if (wanted[nestedField] !== undefined)
    wanted[nestedField] = { ...memberOf(live, nestedField), ...memberOf(wanted, nestedField) };
  if (desired.names !== null) wanted[namesField] = namesOf(desired.names, namesIn(live));
  return wanted;
}

function namesOf(
  names: { readonly mode: string; readonly list: readonly string[] },
  live: readonly string[],
): readonly string[] {
  if (names.mode === 'exact') return names.list;
  const have = new Set(live.map(fold));
  return [...live, ...names.list.filter((name) => !have.has(fold(name)))];
}

function memberOf(state: State, field: string): Readonly<Record<string, Json>> {
  const value = state[field];
  // decodeLinking and the schema have checked that it is an object of JSON values.
  return isObject(value) ? (value as Readonly<Record<string, Json>>) : {};
}

/** The restricted names of a state; empty where they are not shown. */
export function namesIn(state: State): readonly string[] {
  const value = state[namesField];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Names are compared as a set. */
function sameNames(a: Json | undefined, b: Json | undefined): boolean {
  const [x, y] = [a, b].map(
    (value) => new Set(Array.isArray(value) ? value.map((name) => fold(String(name))) : []),
  );
  return x !== undefined && y !== undefined && x.size === y.size && [...x].every((name) => y.has(name));
}

const equal: FieldRule = {
  relate: (wanted, live) => (sameJson(wanted, live) ? 'same' : 'differs'),
  because: () => '',
};
const names: FieldRule = {
  equal: (a, b) => a === b || (a !== undefined && b !== undefined && sameNames(a, b)),
  relate: (wanted, live) => (live !== undefined && sameNames(wanted, live) ? 'same' : 'differs'),
  because: () => '',
};

export const rules: Readonly<Record<string, FieldRule>> = {
  is_enabled: equal,
  attribute_type: equal,
  attribute_value: equal,
  [nestedField]: equal,
  [namesField]: names,
};
