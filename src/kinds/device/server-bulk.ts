// Bulk approve and deny (devices page): `?ids=a,b`, one result for each id, in the order asked for.

import type { Json } from '../../model/json.ts';
import type { Call, Reply } from '../../model/server.ts';
import { noDevice } from './server-rows.ts';

/** Does something to one device; false where there is none. */
export type Act = (call: Call, id: string) => boolean;

/** Handles a bulk call: the action for each id, and a result for each but those that `missingResults` leaves out. */
export const bulk =
  (act: Act) =>
  (call: Call): Reply => {
    const ids = (call.query['ids'] ?? '').split(',').filter((id) => id !== '');
    const { bulkMax, missingResults, envelope } = call.switches;
    if (ids.length === 0) return invalid("Value for mandatory field 'ids' is not provided");
    if (ids.length > bulkMax) return invalid(`The size of 'ids' is over the maximum of ${bulkMax}`);
    const results = ids.map((id) => result(call, id, act(call, id)));
    const left = missingResults === 0 ? results : results.filter((_, i) => (i + 1) % missingResults !== 0);
    return { status: envelope, body: { data: left } };
  };

function result(call: Call, id: string, done: boolean): Json {
  const resource_id = call.id(id);
  return done ? { resource_id, status: 204 } : { resource_id, ...call.errorOf(noDevice(id)) };
}

const invalid = (detail: string): Reply => ({ problem: 'invalid-parameter', detail });
