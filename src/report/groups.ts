// The groups of a plan as a reader needs them: the dangerous first, each with its count, hazards, what moves,
// a sample of its objects, its calls and its places in the files. The order depends on the plan alone.

import type { Action, Origin, Probe, Source } from '../model/change.ts';
import type { Plan, PlannedChange, Step } from '../model/plan.ts';
import { type Bucket, bucketsOf } from './buckets.ts';
import { type FieldView, fieldsOf } from './fields.ts';
import { dangerOf, type HazardView, hazardsOf } from './hazards.ts';
import { type InputView, inputsOf } from './inputs.ts';
import {
  dangerSize,
  type ObjectView,
  objectOf,
  type Sample,
  sampleOf,
  sampleSize,
  type ViewOptions,
} from './sample.ts';

export type Origins = Readonly<Record<Origin, number>>;

export interface MemberView extends ObjectView {
  readonly fields: readonly FieldView[];
  readonly origin: Origin;
  /** What a safety reading found, where it is not that all is well. */
  readonly unsafe: Probe | null;
  /** Of a run: why, where it is not the same for every object of the group. */
  readonly why: string | null;
}

/** One way a field moves, and how many objects of the group it moves so. */
export interface MoveView {
  readonly field: FieldView;
  readonly count: number;
}

export interface GroupView {
  readonly kind: string;
  /** The part of the desired files that asks for it: a set's name, a section's name. */
  readonly group: string;
  /** What is done: `approve`, `execute move-users`; the action where no step carries it. */
  readonly operation: string;
  readonly action: Action;
  /** Objects. */
  readonly count: number;
  /** API calls that carry it; a call shared with another group counts in both. */
  readonly calls: number;
  /** Of runs: the operations whose steps carry them as what comes after. */
  readonly within: readonly string[];
  /** Of runs: what they are given. */
  readonly inputs: readonly InputView[];
  /** In words: what is done after the requests; what other groups are within, is said there. */
  readonly follows: Sample<string>;
  /** The worst first; empty for a harmless group. */
  readonly hazards: readonly HazardView[];
  /** The distinct reasons with which people acknowledged what a guard asks about. */
  readonly acknowledged: readonly string[];
  readonly origins: Origins;
  readonly probes: Readonly<Record<Probe['verdict'], number>>;
  /** Names of the objects that its changes reach and that are not safe. */
  readonly unsafe: readonly string[];
  /** Distinct places in the desired files. */
  readonly sources: Sample<Source>;
  /** The distinct reasons, the most frequent first. */
  readonly whys: Sample<{ readonly why: string; readonly count: number }>;
  /** How fields move, the most frequent first. */
  readonly moves: Sample<MoveView>;
  readonly members: Sample<MemberView>;
  /** Few enough to be shown one by one, with their fields. */
  readonly small: boolean;
}

/** The groups of a plan, deletions and denials first. */
export function groupsOf(plan: Pick<Plan, 'changes' | 'steps'>, options: ViewOptions): readonly GroupView[] {
  const buckets = bucketsOf(plan);
  const owners = new Map(buckets.flatMap(({ own, operation }) => [...own].map((step) => [step, operation])));
  return buckets
    .map((bucket) => ({ bucket, view: groupOf(bucket, owners, options) }))
    .sort((a, b) => compare(rankOf(a.bucket, a.view), rankOf(b.bucket, b.view)))
    .map(({ view }) => view);
}

function groupOf(bucket: Bucket, owners: ReadonlyMap<Step, string>, options: ViewOptions): GroupView {
  const { kind, group, operation, fields, steps } = bucket;
  const changes = [...bucket.members.values()];
  const action = changes[0]?.action ?? 'none';
  const hazards = hazardsOf([...steps], new Set(bucket.members.keys()));
  const whys = whysOf(changes);
  return {
    kind,
    group,
    operation,
    action,
    count: changes.length,
    calls: [...steps].reduce((sum, step) => sum + step.requests.length, 0),
    ...runPartOf(bucket, changes, owners, options),
    hazards,
    acknowledged: reasonsOf(hazards, changes),
    origins: originsOf(changes),
    probes: probesOf(changes),
    unsafe: changes.flatMap(({ probe }) => probe?.objects ?? []),
    sources: sampleOf(sourcesOf(changes), (source) => source, {}),
    whys: sampleOf(whys, ([why, count]) => ({ why, count }), {}),
    moves: sampleOf(movesOf(changes, fields), (move) => move, {}),
    members: sampleOf(
      changes,
      (change) => memberOf(change, fields, whys.length > 1),
      options,
      // Too many to read are a sample again: --all lists them.
      hazards.length > 0 && changes.length <= dangerSize ? dangerSize : sampleSize,
    ),
    small: changes.length <= sampleSize,
  };
}

/** What only runs have. */
function runPartOf(
  { own, steps }: Bucket,
  changes: readonly PlannedChange[],
  owners: ReadonlyMap<Step, string>,
  options: ViewOptions,
): Pick<GroupView, 'within' | 'inputs' | 'follows'> {
  const isRun = changes[0]?.action === 'run';
  const others = [...steps].filter((step) => !own.has(step)).map((step) => owners.get(step) ?? '');
  const follows = new Set([...own].flatMap((step) => step.follows ?? []));
  return {
    within: isRun ? [...new Set(others)] : [],
    inputs: isRun ? inputsOf(changes) : [],
    follows: sampleOf([...follows], (words) => words, options),
  };
}

function whysOf(changes: readonly PlannedChange[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { why } of changes) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** How many of these changes the live state, the files, or both account for. */
export function originsOf(changes: readonly Pick<PlannedChange, 'origin'>[]): Origins {
  const counts = { drift: 0, pending: 0, both: 0 };
  for (const { origin } of changes) counts[origin] += 1;
  return counts;
}

function probesOf(changes: readonly PlannedChange[]): GroupView['probes'] {
  const counts = { safe: 0, unsafe: 0, unknown: 0 };
  for (const { probe } of changes) {
    if (probe === undefined) continue;
    const { verdict, reached = 1, unread = 0, objects = [] } = probe;
    const bad = probe.reached === undefined ? 1 : objects.length;
    if (verdict === 'safe') counts.safe += reached;
    else {
      counts[verdict] += bad;
      counts.unknown += unread;
      counts.safe += reached - bad - unread;
    }
  }
  return counts;
}

function reasonsOf(hazards: readonly HazardView[], changes: readonly PlannedChange[]): readonly string[] {
  const own = changes.flatMap(({ acknowledge }) => (acknowledge === undefined ? [] : [acknowledge]));
  return [...new Set([...hazards.flatMap(({ acknowledged }) => acknowledged), ...own])];
}

function sourcesOf(changes: readonly PlannedChange[]): readonly Source[] {
  const places = new Map<string, Source>();
  for (const source of new Set(changes.map((change) => change.source)))
    if (source !== null) places.set(`${source.file}:${source.line}`, source);
  return [...places.values()];
}

function movesOf(changes: readonly PlannedChange[], only: readonly string[] | null): readonly MoveView[] {
  const counts = new Map<string, { field: FieldView; count: number }>();
  if (changes[0]?.action === 'run') return [];
  for (const { change, count } of alike(changes))
    for (const field of fieldsOf(change, only)) {
      const key = JSON.stringify(field);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { field, count });
      else known.count += count;
    }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** One change of each combination of values, with how many have it: a fleet's changes have few. */
function alike(changes: readonly PlannedChange[]): Iterable<{ change: PlannedChange; count: number }> {
  const groups = new Map<string, { change: PlannedChange; count: number }>();
  for (const change of changes) {
    const { before, after, origin, last } = change;
    const key = JSON.stringify([before, after, origin, last]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { change, count: 1 });
    else known.count += 1;
  }
  return groups.values();
}

function memberOf(change: PlannedChange, only: readonly string[] | null, differ: boolean): MemberView {
  const { probe, origin, action } = change;
  const why = action === 'run' && differ ? change.why : null;
  const unsafe = probe === undefined || probe.verdict === 'safe' ? null : probe;
  return { ...objectOf(change), fields: fieldsOf(change, only), origin, unsafe, why };
}

type Rank = readonly (number | string)[];

/** Danger, then the order of apply, then names. */
function rankOf({ phase }: Bucket, { hazards, action, kind, group, operation }: GroupView): Rank {
  return [dangerOf(hazards), phase, kind, group, operation, action];
}

function compare(a: Rank, b: Rank): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  const [x, y] = [a[at] ?? 0, b[at] ?? 0];
  return at < 0 ? 0 : x < y ? -1 : 1;
}
