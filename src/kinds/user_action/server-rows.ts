// A user as answers have it (management pages, samples): these members and no others.

import type { JsonObject } from '../../model/json.ts';

export const userAttributes = ['id', 'first_name', 'last_name', 'email'];

/** A user as answers have it, without the members that are the simulator's own. */
export function shownUser(row: JsonObject, ids: unknown = 'string'): JsonObject {
  const members = userAttributes.flatMap((name) => {
    const value = row[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(members), ...(ids === 'number' && { id: Number(row['id']) }) };
}
