// The groups of a plan as a reader needs them: the dangerous first, each with its count, hazards, what moves,
// a sample of its objects, its calls and its places in the files. The order depends on the plan alone.

import type { Action, Origin, Probe, Source } from '../model/change.ts';
import type { Plan, PlannedChange } from '../model/plan.ts';
import { type Bucket, bucketsOf } from './buckets.ts';
import { type FieldView, fieldsOf } from './fields.ts';
import { dangerOf, type HazardView, hazardsOf } from './hazards.ts';
import { type ObjectView, objectOf, type Sample, sampleOf, sampleSize, type ViewOptions } from './sample.ts';

export type Origins = Readonly<Record<Origin, number>>;

export interface MemberView extends ObjectView {
  readonly fields: readonly FieldView[];
  readonly origin: Origin;
  /** What a safety reading found, where it is not that all is well. */
  readonly unsafe: Probe | null;
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
  /** What is done: the kind's operation, such as `approve`; the action where no step carries it. */
  readonly operation: string;
  readonly action: Action;
  /** Objects. */
  readonly count: number;
  /** API calls that carry it; a call shared with another group counts in both. */
  readonly calls: number;
  /** The worst first; empty for a harmless group. */
  readonly hazards: readonly HazardView[];
  /** The distinct reasons with which people acknowledged what a guard asks about. */
  readonly acknowledged: readonly string[];
  readonly origins: Origins;
  readonly probes: Readonly<Record<Probe['verdict'], number>>;
  /** Distinct places in the desired files. */
  readonly sources: Sample<Source>;
  /** Why, where it is the same for every object. */
  readonly why: string | null;
  /** How fields move, the most frequent first. */
  readonly moves: Sample<MoveView>;
  readonly members: Sample<MemberView>;
  /** Few enough to be shown one by one, with their fields. */
  readonly small: boolean;
}

/** The groups of a plan, deletions and denials first. */
export function groupsOf(plan: Pick<Plan, 'changes' | 'steps'>, options: ViewOptions): readonly GroupView[] {
  return bucketsOf(plan)
    .map((bucket) => ({ bucket, view: groupOf(bucket, options) }))
    .sort((a, b) => compare(rankOf(a.bucket, a.view), rankOf(b.bucket, b.view)))
    .map(({ view }) => view);
}

function groupOf(bucket: Bucket, options: ViewOptions): GroupView {
  const changes = [...bucket.members.values()];
  const hazards = hazardsOf([...bucket.steps], new Set(bucket.members.keys()));
  const whys = new Set(changes.map(({ why }) => why));
  return {
    kind: bucket.kind,
    group: bucket.group,
    operation: bucket.operation,
    action: changes[0]?.action ?? 'none',
    count: changes.length,
    calls: [...bucket.steps].reduce((sum, step) => sum + step.requests.length, 0),
    hazards,
    acknowledged: reasonsOf(hazards, changes),
    origins: originsOf(changes),
    probes: probesOf(changes),
    sources: sampleOf(sourcesOf(changes), (source) => source, {}),
    why: whys.size === 1 ? (changes[0]?.why ?? null) : null,
    moves: sampleOf(movesOf(changes, bucket.fields), (move) => move, {}),
    members: sampleOf(changes, (change) => memberOf(change, bucket.fields), options),
    small: changes.length <= sampleSize,
  };
}

/** How many of these changes the live state, the files, or both account for. */
export function originsOf(changes: readonly Pick<PlannedChange, 'origin'>[]): Origins {
  const counts = { drift: 0, pending: 0, both: 0 };
  for (const { origin } of changes) counts[origin] += 1;
  return counts;
}

function probesOf(changes: readonly PlannedChange[]): GroupView['probes'] {
  const counts = { safe: 0, unsafe: 0, unknown: 0 };
  for (const { probe } of changes) if (probe !== undefined) counts[probe.verdict] += 1;
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

function memberOf(change: PlannedChange, only: readonly string[] | null): MemberView {
  const { probe, origin } = change;
  const unsafe = probe === undefined || probe.verdict === 'safe' ? null : probe;
  return { ...objectOf(change), fields: fieldsOf(change, only), origin, unsafe };
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
