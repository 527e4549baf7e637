// Whether a user that the server returned is one that was asked for: each row is checked against the filter again. A row
// that does not show an attribute of the filter cannot be checked.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { isRemoving } from '../../model/management.ts';
import { attributesOf } from '../../scim/attributes.ts';
import { compileFilter } from '../../scim/compile.ts';
import type { Entity } from './entity.ts';
import type { Wanted } from './prepare.ts';

export interface Matcher {
  /** True where the user is selected. */
  readonly takes: (entity: Entity) => boolean;
  readonly findings: () => readonly Diagnostic[];
}

export function matcherOf(wanted: Wanted): Matcher {
  const { filter } = wanted;
  if (filter === null) return { takes: () => true, findings: () => [] };
  const attributes = attributesOf(filter.parsed).map((name) => name.split('.')[0]?.toLowerCase() ?? '');
  const test = compileFilter(filter.parsed);
  let dropped = 0;
  const unshown = new Map<string, string>();
  const takes = ({ id, row }: Entity): boolean => {
    const shown = new Set(Object.keys(row).map((field) => field.toLowerCase()));
    const missing = attributes.filter((name) => !shown.has(name));
    if (missing.length > 0) {
      unshown.set(id, missing.join(', '));
      return true;
    }
    const matches = test(row);
    if (!matches) dropped += 1;
    return matches;
  };
  const findings = (): Diagnostic[] => [
    ...(dropped > 0 ? [foreign(wanted, dropped)] : []),
    ...(unshown.size > 0 ? [unchecked(wanted, unshown)] : []),
  ];
  return { takes, findings };
}

const counted = (users: number): string => `${users} ${users === 1 ? 'user' : 'users'}`;

const foreign = ({ name, place }: Wanted, dropped: number): Diagnostic => ({
  code: 'user-action.foreign-rows',
  severity: 'warning',
  summary: `user action "${name}": the server returned ${counted(dropped)} that the filter does not select`,
  why: 'each returned user is checked against the filter again; what it does not select was left out',
  next: 'compare the filter with the admin console: the server may understand it differently',
  where: place,
});

/** For an action that deletes, what cannot be checked is not done. */
function unchecked({ name, task, forward, place }: Wanted, unshown: ReadonlyMap<string, string>): Diagnostic {
  const removes = isRemoving(task.action) || (forward !== null && isRemoving(forward.action));
  const attributes = [...new Set(unshown.values())].join(', ');
  return {
    code: 'user-action.unchecked-rows',
    severity: removes ? 'error' : 'warning',
    summary: `user action "${name}": ${counted(unshown.size)} could not be checked against the filter`,
    why: `the list does not show ${attributes}${removes ? ', and this action deletes users' : '; the server alone has selected them'}`,
    next: 'add these columns to view_columns of the action, or select by user_ids',
    where: place,
  };
}
