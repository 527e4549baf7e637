// A conformance case as its YAML has it: a simulated tenant, a desired file, and the plan that must come of it. What
// `expect` leaves out must be empty, so nothing can slip into a plan unseen.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Remembered } from '../../src/ledger/state.ts';
import { keyOf, kindOf } from '../../src/model/address.ts';
import type { State } from '../../src/model/change.ts';
import { Bug, type Reason } from '../../src/model/failure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Faults, GivenWorld, Switches } from '../../src/simulator/index.ts';
import type { Files, TenantOptions } from './tenant.ts';
import type { PlanView } from './view.ts';

export interface Case {
  readonly title: string;
  readonly live: {
    readonly devices?: readonly JsonObject[];
    /** So many devices more, alike but for id and name. */
    readonly fleet?: { readonly count: number; readonly row: JsonObject };
    readonly linking?: JsonObject;
    /** By device id; a device that is not named has one Administrator that is not linked. */
    readonly accounts?: GivenWorld['accounts'];
    readonly users?: GivenWorld['users'];
    /** So many users more, alike but for id and name. */
    readonly crowd?: { readonly count: number; readonly row: JsonObject };
    readonly ous?: GivenWorld['ous'];
    readonly columns?: GivenWorld['columns'];
    readonly history?: GivenWorld['history'];
    /** Executed before the plan is made, in this order. */
    readonly executions?: readonly Prior[];
    readonly faults?: Faults;
    /** Held by the case, whatever else is switched. */
    readonly switches?: Partial<Switches>;
    /** False: ADManager Plus is not set up. */
    readonly admanager?: boolean;
  };
  readonly ledger?: {
    readonly applied?: Readonly<Record<string, State>>;
    readonly owed?: readonly string[];
    readonly in_doubt?: readonly string[];
    /** What was run at addresses in doubt. */
    readonly tried?: Readonly<Record<string, State>>;
  };
  readonly guards?: NonNullable<TenantOptions['guards']>;
  readonly desired: string;
  /** Inventories beside the desired file. */
  readonly files?: Files;
  /** The desired file itself is refused: what is found in it, all of it. */
  readonly invalid?: readonly Told[];
  readonly expect?: Expectation;
  /** By switch (`access=hidden`): members of `expect` that are different there. */
  readonly expect_with?: Readonly<Record<string, Expectation>>;
  /** How the apply ends; absent: `done`. */
  readonly run?: RunExpectation;
  /** The plan after the apply; absent: nothing to do, whatever it tells. */
  readonly next?: Expectation;
  readonly after?: After;
}

/** An execution that somebody started. */
export interface Prior {
  readonly action: string;
  readonly app_config_id: string;
  readonly template: JsonObject;
  readonly user_ids: readonly string[];
  /** Whether it has ended when the plan is made. */
  readonly ended: boolean;
}

/** What it leaves out must not be. */
export interface RunExpectation {
  readonly reason: Reason;
  /** Words of each message, by address. */
  readonly failed?: Readonly<Record<string, string>>;
  readonly unknown?: readonly string[];
  readonly left?: readonly string[];
}

/** Members of what is there after the apply; null: gone, or never there. */
export interface After {
  readonly devices?: Readonly<Record<string, JsonObject | null>>;
  readonly linking?: JsonObject;
  readonly jobs?: number;
  readonly users?: Readonly<Record<string, JsonObject | null>>;
  readonly columns?: Readonly<Record<string, readonly string[] | null>>;
  /** The users of each execution of the apply, in any order. */
  readonly executions?: readonly (readonly string[])[];
  /** Of ADManager Plus. */
  readonly requests?: readonly JsonObject[];
  /** By address: what the ledger remembers. */
  readonly ledger?: Readonly<Record<string, State | null>>;
  /** All that is in doubt. */
  readonly in_doubt?: readonly string[];
}

/** A diagnostic by its code, and words that must stand in it. */
export type Told = string | { readonly code: string; readonly says: readonly string[] };

export type Expectation = Partial<Omit<PlanView, 'summary' | 'diagnostics'>> & {
  readonly summary?: Partial<PlanView['summary']>;
  readonly diagnostics?: readonly Told[];
};

const planned = ['reason', 'summary', 'changes', 'steps', 'settled', 'unlisted', 'diagnostics'];
const known = {
  '': [
    ...['title', 'live', 'ledger', 'guards', 'desired', 'files'],
    ...['invalid', 'expect', 'expect_with', 'run', 'next', 'after'],
  ],
  live: [
    ...['devices', 'fleet', 'linking', 'accounts', 'users', 'crowd', 'ous', 'columns', 'history'],
    ...['executions', 'faults', 'switches', 'admanager'],
  ],
  ledger: ['applied', 'owed', 'in_doubt', 'tried'],
  expect: planned,
  run: ['reason', 'failed', 'unknown', 'left'],
  next: planned,
  after: [
    ...['devices', 'linking', 'jobs', 'users', 'columns'],
    ...['executions', 'requests', 'ledger', 'in_doubt'],
  ],
};

const folder = resolve(import.meta.dirname, '../../src/kinds');

/** Every case of every kind, by `kind/name`. */
export const cases: readonly (readonly [string, Case])[] = readdirSync(folder, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => /^\w+\/cases\/.*\.yaml$/.test(path))
  .sort()
  .map((path) => [path.replace('/cases/', '/').replace('.yaml', ''), readCase(join(folder, path))]);

function readCase(path: string): Case {
  const json: unknown = parse(readFileSync(path, 'utf8'));
  for (const [part, names] of Object.entries(known)) refuseOthers(json, part, names, path);
  // Its members are as named; the types inside are the simulator's and the plan's own, which refuse what they do not know.
  return json as Case;
}

function refuseOthers(json: unknown, part: string, names: readonly string[], path: string): void {
  // A case that is no map has no members at all, and fails as one without a title.
  const whole = (json ?? {}) as Readonly<Record<string, object | undefined>>;
  const odd = Object.keys((part === '' ? whole : whole[part]) ?? {}).filter((name) => !names.includes(name));
  if (odd.length > 0) throw new Bug(`${relative(folder, path)}: unknown ${part} ${odd.join(', ')}`);
}

const firstOfFleet = 3000000000001;
const firstOfCrowd = 3000000174001;
const administrator: JsonObject = {
  id: '4000000000001',
  user_name: 'Administrator',
  permission_level: 'Administrator',
  is_idp_linked: false,
};

/** The case's live state as the simulator takes it. */
export function worldOf({ live }: Case): GivenWorld {
  const fleet = Array.from({ length: live.fleet?.count ?? 0 }, (_, i) => ({
    id: String(firstOfFleet + i),
    name: `FLEET-${i + 1}`,
    ...live.fleet?.row,
  }));
  const devices = [...(live.devices ?? []), ...fleet];
  const safe = devices.map(({ id }) => [String(id), [administrator]]);
  return {
    devices,
    accounts: { ...Object.fromEntries(safe), ...live.accounts },
    users: usersOf(live),
    ...(live.linking && { linking: live.linking }),
    ...(live.ous && { ous: live.ous }),
    ...(live.columns && { columns: live.columns }),
    ...(live.history && { history: live.history }),
  };
}

function usersOf({ users = [], crowd }: Case['live']): JsonObject[] {
  const others = Array.from({ length: crowd?.count ?? 0 }, (_, i) => ({
    id: String(firstOfCrowd + i),
    first_name: `Number ${i + 1}`,
    ...crowd?.row,
  }));
  return [...users, ...others];
}

export function rememberedOf({ ledger = {} }: Case): Remembered {
  const { applied, owed, in_doubt, tried } = ledger;
  return {
    applied: byKind(applied),
    owed: new Set(owed),
    inDoubt: new Set(in_doubt),
    tried: byKind(tried),
  };
}

function byKind(states: Readonly<Record<string, State>> = {}): Remembered['applied'] {
  const kinds = new Map<string, Map<string, State>>();
  for (const [address, state] of Object.entries(states)) {
    const objects = kinds.get(kindOf(address)) ?? new Map<string, State>();
    kinds.set(kindOf(address), objects.set(keyOf(address), state));
  }
  return kinds;
}

export const filesOf = ({ desired, files }: Case): Files => ({ ...files, 'desired.yaml': desired });
