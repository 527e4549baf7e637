// Management actions (management-actions page), as the kinds over them share it: the ids of actions in URLs, and what
// stands below them.

import type { ApiRequest, Method } from './call.ts';
import type { Json } from './json.ts';

/** The page lists some ids in the singular; the URL uses the plural. */
const plurals: ReadonlyMap<string, string> = new Map([
  ['move-user', 'move-users'],
  ['delete-user', 'delete-users'],
]);

/** The action as URLs have it. */
export const actionIdOf = (action: string): string => plurals.get(action) ?? action;

/** Whether the action takes its users away for good. Ids that are not known are judged by what stands in them. */
export const isRemoving = (action: string): boolean => /delete|remove|purge|erase|terminate/i.test(action);

/** What an action id looks like. */
export const actionPattern = '^[A-Za-z][A-Za-z0-9_-]*$';

/** What an id of the API looks like; see `idOf`. */
export const idPattern = '^[A-Za-z0-9_-]+$';

/** A call below `/management/actions/{action}`; `path` starts with `/`. */
export function actionRequest(
  method: Method,
  action: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
  body: Json | null = null,
): ApiRequest {
  return {
    method,
    path: `/management/actions/${encodeURIComponent(actionIdOf(action))}${path}`,
    query,
    body,
  };
}
