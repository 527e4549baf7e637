// GET …/data (management-actions page, Get Entities): the users that an action sees, narrowed by OUs and by a stored
// selection. What is not understood is a 400 or a 404, and never means all users.

import type { JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Asked, Collection, Problem, Slice } from '../../model/server.ts';
import { actionOf, noAction } from './server-actions.ts';
import { ouTest } from './server-ous.ts';
import { shownUser, userAttributes } from './server-rows.ts';
import { viewTest } from './server-views.ts';

export const userCollection: Collection = {
  table: 'users',
  noun: 'User',
  paging: 'offset',
  attributes: userAttributes,
  show: (row, { ids }) => ({ ...shownUser(row, ids), $is_selected: false }),
  search: shownUser,
  slice,
  defaultLimit: 200,
  indexAsText: true,
};

function slice(asked: Asked): Result<Slice, Problem> {
  const action = actionOf(asked);
  if (action === undefined) return err(noAction(asked));
  if (asked.query['criteria'] !== undefined)
    return err({ problem: 'invalid-parameter', detail: "Value for 'criteria' is not valid" });
  const inOus = ouTest(asked);
  if (!inOus.ok) return inOus;
  const inView = viewTest(asked, action);
  if (!inView.ok) return inView;
  const has = (row: JsonObject): boolean => inOus.value(row) && inView.value(row);
  const isView = asked.query['view_id'] !== undefined;
  return ok({ name: action, has, ...(isView && { extra: { $is_selected: true } }) });
}
