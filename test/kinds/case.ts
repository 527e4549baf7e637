// A conformance case as its YAML has it: a simulated tenant, a desired file, and the plan that must come of it. What
// `expect` leaves out must be empty, so nothing can slip into a plan unseen.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { nothing, type Remembered } from '../../src/ledger/state.ts';
import { keyOf, kindOf } from '../../src/model/address.ts';
import type { State } from '../../src/model/change.ts';
import { Bug } from '../../src/model/failure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Faults, GivenWorld } from '../../src/simulator/index.ts';
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
    readonly faults?: Faults;
  };
  readonly ledger?: {
    readonly applied?: Readonly<Record<string, State>>;
    readonly owed?: readonly string[];
    readonly in_doubt?: readonly string[];
  };
  readonly guards?: NonNullable<TenantOptions['guards']>;
  readonly desired: string;
  /** Inventories beside the desired file. */
  readonly files?: Files;
  readonly expect: Expectation;
  /** By switch (`access=hidden`): members of `expect` that are different there. */
  readonly expect_with?: Readonly<Record<string, Expectation>>;
  /** Members of live objects after the apply; null: gone. */
  readonly after?: {
    readonly devices?: Readonly<Record<string, JsonObject | null>>;
    readonly linking?: JsonObject;
    readonly jobs?: number;
  };
}

/** A diagnostic by its code, and words that must stand in it. */
export type Told = string | { readonly code: string; readonly says: readonly string[] };

export type Expectation = Partial<Omit<PlanView, 'summary' | 'diagnostics'>> & {
  readonly summary?: Partial<PlanView['summary']>;
  readonly diagnostics?: readonly Told[];
};

const known = {
  '': ['title', 'live', 'ledger', 'guards', 'desired', 'files', 'expect', 'expect_with', 'after'],
  live: ['devices', 'fleet', 'linking', 'accounts', 'faults'],
  ledger: ['applied', 'owed', 'in_doubt'],
  expect: ['reason', 'summary', 'changes', 'steps', 'settled', 'unlisted', 'diagnostics'],
  after: ['devices', 'linking', 'jobs'],
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
    ...(live.linking && { linking: live.linking }),
  };
}

export function rememberedOf({ ledger }: Case): Remembered {
  const applied = new Map<string, Map<string, State>>();
  for (const [address, state] of Object.entries(ledger?.applied ?? {})) {
    const objects = applied.get(kindOf(address)) ?? new Map<string, State>();
    applied.set(kindOf(address), objects.set(keyOf(address), state));
  }
  const [owed, inDoubt] = [new Set(ledger?.owed), new Set(ledger?.in_doubt)];
  return { ...nothing, applied, owed, inDoubt };
}

export const filesOf = ({ desired, files }: Case): Files => ({ ...files, 'desired.yaml': desired });
