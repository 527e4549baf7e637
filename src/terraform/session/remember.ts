// What Terraform's state remembers for trueup, in a resource's private data: what was applied to its objects and does
// not show, which one-shots ran, and which are in doubt. Beside the ledger, so that a run on another machine knows it.

import { gunzipSync, gzipSync } from 'node:zlib';
import { type Address, addressOf, keyOf, kindOf } from '../../model/address.ts';
import { notRun, resolvedKey, runKey, type State, stateText } from '../../model/change.ts';
import { isObject, sameJson } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import { asBefore, oncePer } from '../../model/once-per.ts';
import { damaged } from '../value/refusal.ts';
import { isWhole, joined, records } from './records.ts';

/** Objects that share a state are kept together. */
interface Group {
  readonly kind: string;
  readonly after: State;
  readonly keys: readonly string[];
  /** When it was applied, in milliseconds since 1970; absent: not known. */
  readonly at?: number;
}

interface Kept {
  readonly v: 1;
  readonly applied: readonly Group[];
  readonly tried: readonly Group[];
  readonly in_doubt: readonly Address[];
  readonly owed: readonly Address[];
}

/** Private data: any JSON, compressed. Empty bytes are no data. */
export const pack = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value), { level: 1 });

/** Null where there is none. The bytes come back from Terraform as `pack` gave them. */
export function unpack(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(gunzipSync(bytes).toString());
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
}

/** What a session has learned from the private data of all its resources. */
export interface Shared {
  /** Takes in what a resource remembers; gives the addresses that it speaks of. */
  readonly learn: (bytes: Uint8Array) => readonly Address[];
  /** The same over what a ledger remembers. */
  readonly over: (ledger: Memory) => Memory;
  /** Takes in what an apply has just written into the ledger about these addresses: it is newer. */
  readonly renew: (addresses: Iterable<Address>, ledger: Memory) => void;
  /** When something was applied last at an address, in milliseconds since 1970; 0: not known. */
  readonly at: (address: Address) => number;
}

/** What states tell: it has no name on a command line. */
type Told = Omit<Memory, 'named'>;

/** @param now milliseconds since 1970 */
export function shared(now: () => number): Shared {
  const found = records();
  const tried = new Map<Address, State>();
  const [owed, inDoubt] = [new Set<Address>(), new Set<Address>()];
  const known: Told = { ...found, owed, inDoubt, tried: (address) => tried.get(address) };
  const renewed = new Set<Address>();
  const older = (address: Address): boolean => renewed.has(address);
  const learn: Shared['learn'] = (bytes) => {
    const kept = keptIn(bytes);
    const named = kept.applied.flatMap(({ kind, keys, after, at = 0 }) => {
      const addresses = keys.map((key) => addressOf(kind, key));
      const own = renewed.size === 0 ? addresses : addresses.filter((address) => !older(address));
      found.add(kind, own, { after, at });
      return addresses;
    });
    for (const { kind, keys, after } of kept.tried)
      for (const address of keys.map((key) => addressOf(kind, key)))
        if (!older(address)) tried.set(address, after);
    for (const address of kept.owed) if (!older(address)) owed.add(address);
    for (const address of kept.in_doubt) if (!older(address)) inDoubt.add(address);
    return [...new Set([...named, ...kept.owed, ...kept.in_doubt])];
  };
  const renew: Shared['renew'] = (addresses, ledger) => {
    const at = now();
    const applied = groups();
    for (const address of addresses) {
      renewed.add(address);
      const [before, after] = [found.applied(address), ledger.applied(address)];
      if (after !== undefined) applied.add(address, before === undefined ? after : joined(before, after), at);
      move(owed, address, ledger.owed.has(address));
      move(inDoubt, address, ledger.inDoubt.has(address));
    }
    for (const { kind, addresses: same, after } of applied.all()) found.replace(kind, same, { after, at });
  };
  return { learn, over: (ledger) => laidOver(ledger, known), renew, at: found.at };
}

function move(set: Set<Address>, address: Address, isIn: boolean): void {
  if (isIn) set.add(address);
  else set.delete(address);
}

/** Where Terraform plans a replacement it gives the data of what is planned, which holds this data in turn. */
function keptIn(bytes: Uint8Array): Kept {
  const json = unpack(bytes);
  if (json === null) return nothing;
  if (isObject(json) && typeof json['memory'] === 'string')
    return keptIn(Buffer.from(json['memory'], 'base64'));
  if (!isKept(json)) throw damaged('it has another form');
  return json;
}

/** The form alone: what stands in the lists, this provider has written. */
const isKept = (json: unknown): json is Kept =>
  isObject(json) &&
  json['v'] === 1 &&
  ['applied', 'tried', 'in_doubt', 'owed'].every((name) => Array.isArray(json[name]));

const nothing: Kept = { v: 1, applied: [], tried: [], in_doubt: [], owed: [] };

/**
 * A state is of the last apply anywhere, a ledger of the last one here: the state wins. But a run that the ledger
 * knows to have succeeded did, and what a person has resolved in the ledger is no longer in doubt.
 */
function laidOver(ledger: Memory, state: Told): Memory {
  const applied = (address: Address): State | undefined => {
    const [here, there] = [ledger.applied(address), state.applied(address)];
    if (here === there || here === undefined || there === undefined) return here ?? there;
    const succeeded = here['status'] === 'success' && here['digest'] === there['digest'];
    return succeeded || resolved(address) ? here : joined(here, there);
  };
  /** Ended by a person's word, or by a success of the very task that was tried. */
  const resolved = (address: Address): boolean => {
    if (!state.inDoubt.has(address) || ledger.inDoubt.has(address)) return false;
    const here = ledger.applied(address);
    if (here === undefined) return false;
    const answered = here[resolvedKey] !== undefined || here[runKey] === notRun;
    return answered || (here['status'] === 'success' && here['digest'] === state.tried(address)?.['digest']);
  };
  const doubts = [...state.inDoubt].filter((address) => !resolved(address));
  const inDoubt = new Set([...ledger.inDoubt, ...doubts]);
  // Where the ledger knows the run that the state knows, what the state knows besides is that another one is owed.
  const settled = (address: Address): boolean => {
    const here = ledger.applied(address);
    return inDoubt.has(address) || (here !== undefined && !sameJson(here, state.applied(address)));
  };
  return {
    named: ledger.named,
    applied,
    known: (kind) => new Set([...ledger.known(kind), ...state.known(kind)]),
    owed: new Set([...ledger.owed, ...[...state.owed].filter((address) => !settled(address))]),
    inDoubt,
    tried: (address) => ledger.tried(address) ?? state.tried(address),
  };
}

type Wants = (field: string) => boolean;

/** What a resource puts into its private data. */
export interface Remembering {
  readonly addresses: Iterable<Address>;
  readonly memory: Memory;
  /** The fields that are the resource's own: others are another one's to remember. */
  readonly wants: Wants;
  readonly at: Shared['at'];
}

/** Private data with what is remembered of these addresses; empty where there is nothing. */
export function remembering({ addresses, memory, wants, at }: Remembering): Uint8Array {
  const own = ownFields(wants);
  const [applied, tried] = [groups(), groups()];
  const [owed, doubts]: [Address[], Address[]] = [[], []];
  for (const address of new Set(addresses)) {
    const state = memory.applied(address);
    const part = state && own(state);
    if (part) applied.add(address, part, at(address));
    if (memory.owed.has(address)) owed.push(address);
    if (!memory.inDoubt.has(address)) continue;
    doubts.push(address);
    tried.add(address, memory.tried(address) ?? {}, 0);
  }
  const kept: Kept = {
    v: 1,
    applied: applied.all().map(asGroup),
    tried: tried.all().map(asGroup),
    in_doubt: doubts,
    owed,
  };
  const empty = kept.applied.length + doubts.length + owed.length === 0;
  return empty ? new Uint8Array() : pack(kept);
}

/** What of a state is the resource's own; one object for one state, which most objects share. Null: nothing. */
function ownFields(wants: Wants): (state: State) => State | null {
  return oncePer((state) => {
    const fields = Object.entries(state).filter(([field]) => wants(field));
    return isWhole(state) ? state : fields.length === 0 ? null : Object.fromEntries(fields);
  });
}

/** Objects that share a state and a time. */
interface Alike {
  readonly kind: string;
  readonly after: State;
  readonly at: number;
  readonly addresses: Address[];
}

function groups() {
  const found = new Map<string, Alike>();
  const groupOf = asBefore((kind: string, at: number, after: State): Alike => {
    const text = `${kind} ${at} ${stateText(after)}`;
    const group = found.get(text) ?? { kind, after, at, addresses: [] };
    found.set(text, group);
    return group;
  });
  return {
    add: (address: Address, after: State, at: number): void => {
      groupOf(kindOf(address), at, after).addresses.push(address);
    },
    all: (): Alike[] => [...found.values()],
  };
}

const asGroup = ({ kind, after, at, addresses }: Alike): Group => ({
  kind,
  after,
  keys: addresses.map(keyOf),
  at,
});
