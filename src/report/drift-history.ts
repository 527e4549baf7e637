// The history rows of a drift report by object and by group, and their lines under each.

import { type Address, kindOf } from '../model/address.ts';
import type { Origin } from '../model/change.ts';
import type { DriftHistory } from '../model/history.ts';
import type { HistoryRow } from '../model/kind.ts';
import type { PlannedChange } from '../model/plan.ts';
import type { GroupView } from './groups.ts';
import { type Line, line } from './lines.ts';
import { sampleSize } from './sample.ts';
import { number } from './words.ts';

/** Rows that belong to one object, or to any object of a group; newest first. */
export interface Related {
  readonly since: string | null;
  readonly ofObject: (address: Address) => readonly HistoryRow[];
  readonly ofGroup: (origin: Origin, group: Pick<GroupView, 'kind' | 'group'>) => readonly HistoryRow[];
}

type Grouped = Pick<PlannedChange, 'address' | 'group' | 'origin'>;

export function relatedOf(history: DriftHistory | null, changes: readonly Grouped[]): Related {
  const groups = new Map(
    changes.map(({ address, group, origin }) => [
      address,
      groupKey(origin, { kind: kindOf(address), group }),
    ]),
  );
  const [objects, grouped] = [new Map<string, HistoryRow[]>(), new Map<string, HistoryRow[]>()];
  for (const { addresses, row } of history?.rows ?? []) {
    for (const address of addresses) add(objects, address, row);
    for (const key of new Set(addresses.map((address) => groups.get(address) ?? ''))) add(grouped, key, row);
  }
  return {
    since: history?.since ?? null,
    ofObject: (address) => objects.get(address) ?? [],
    ofGroup: (origin, group) => grouped.get(groupKey(origin, group)) ?? [],
  };
}

const groupKey = (origin: Origin, { kind, group }: Pick<GroupView, 'kind' | 'group'>): string =>
  [origin, kind, group].join('\n');

function add(map: Map<string, HistoryRow[]>, key: string, row: HistoryRow): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}

/** A few of the rows; nothing where there are none. */
export function historyLines(
  { since }: Pick<Related, 'since'>,
  rows: readonly HistoryRow[],
): readonly Line[] {
  if (rows.length === 0) return [];
  const title = since === null ? 'newest in the history:' : `in the history since ${since}:`;
  const shown = rows
    .slice(0, sampleSize)
    .map(({ at, line: text }) => line(8, ['quiet', `${at} `.trimStart()], text));
  const more = rows.length - shown.length;
  return [line(6, title), ...shown, ...(more > 0 ? [line(8, `and ${number(more)} more`)] : [])];
}
