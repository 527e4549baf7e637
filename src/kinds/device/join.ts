// How a device joined, and what a removal therefore does to it (devices page, "Delete Device/ Uninstall Device Agent").
// `join_type` is an open enum: of a value that is not known, either outcome is right.

import type { State } from '../../model/change.ts';

/** The field of a live state that holds it. */
export const joinField = 'join_type';

/** The two words for a device enrolled through Identity360 itself: the table has one, the samples the other. */
export const enrolledHere: readonly string[] = ['IDPJoined', 'ID360Joined'];

/** `deletes`: the device goes, its agent with it. `uninstalls`: the agent goes, the device stays listed. */
export type Removal = 'deletes' | 'uninstalls' | 'either';

const removals: ReadonlyMap<string, Removal> = new Map([
  ...enrolledHere.map((word) => [word.toLowerCase(), 'deletes'] as const),
  ...['ADJoined', 'EntraJoined', 'ADEntraHybridJoined'].map(
    (word) => [word.toLowerCase(), 'uninstalls'] as const,
  ),
]);

/** What the removal of a device with this live state does. */
export function removalOf(live: State | null): Removal {
  return removals.get(String(live?.[joinField]).toLowerCase()) ?? 'either';
}

/** Whether the device was enrolled through Identity360, whichever word says so. */
export const isEnrolledHere = (joinType: unknown): boolean =>
  removals.get(String(joinType).toLowerCase()) === 'deletes';
