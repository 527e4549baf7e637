// The actions there are (management-actions page: the list has move-user and delete-user, the URLs move-users). Both
// forms are taken; the table `actions` leads from either to the plural one.

import type { JsonObject } from '../../model/json.ts';
import type { Asked, Problem } from '../../model/server.ts';

/** Rows of the table `actions`. */
export const actionRows: readonly (readonly [string, JsonObject])[] = ['move-user', 'delete-user'].flatMap(
  (one) => [one, `${one}s`].map((key) => [key, { id: `${one}s` }] as const),
);

/** The plural id of an action; undefined where there is no such action. */
export function pluralOf(asked: Pick<Asked, 'tables'>, name: string | undefined): string | undefined {
  const id = asked.tables('actions').get(name ?? '')?.['id'];
  return typeof id === 'string' ? id : undefined;
}

/** The plural id of the action in the path; undefined where there is no such action. */
export const actionOf = (asked: Pick<Asked, 'tables' | 'params'>): string | undefined =>
  pluralOf(asked, asked.params['action']);

/** The answer where there is no such action. */
export function noAction({ params }: Pick<Asked, 'params'>, name = params['action'] ?? ''): Problem {
  return { problem: 'not-found', title: 'Action Not Found', detail: `No action found with ID ${name}.` };
}
