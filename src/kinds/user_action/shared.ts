// Parts of the file that send the same users through the same action: an execution that holds these users, or that they
// are gone, may be due to either part, so where an answer was lost neither tells what became of the lost one.

import type { Change } from '../../model/change.ts';
import { userAt } from './memory.ts';
import type { Read } from './observe.ts';
import type { Wanted } from './prepare.ts';

const partOf = (name: string, action: unknown): string => `${name} ${String(action)}`;

/** The changes, with `shared: true` in those of parts that share users. */
export function markShared(
  changes: readonly Change[],
  actions: readonly Wanted[],
  { selected }: Pick<Read, 'selected'>,
): readonly Change[] {
  const shared = sharedParts(actions, selected);
  return changes.map((change) =>
    shared.has(partOf(userAt(change.address).name, change.after?.['action']))
      ? { ...change, after: { ...change.after, shared: true } }
      : change,
  );
}

function sharedParts(actions: readonly Wanted[], selected: Read['selected']): ReadonlySet<string> {
  const byUser = new Map<string, Set<string>>();
  for (const { name, task, forward } of actions)
    for (const { action } of forward === null ? [task] : [task, forward])
      for (const user of selected.get(name)?.keys() ?? []) {
        const key = `${user} ${action}`;
        byUser.set(key, (byUser.get(key) ?? new Set()).add(partOf(name, action)));
      }
  return new Set([...byUser.values()].flatMap((parts) => (parts.size > 1 ? [...parts] : [])));
}
