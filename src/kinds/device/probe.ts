// The lock-out reading: before a deactivation or the denial of an active agent, a device must keep one Administrator
// account that is not linked. The call is not in the API pages (contract, "local accounts").

import { keyOf } from '../../model/address.ts';
import type { Answer } from '../../model/call.ts';
import type { Change, Probe } from '../../model/change.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded, ProbeRule } from '../../model/kind.ts';
import { err, ok } from '../../model/result.ts';
import { wasActive } from './operations.ts';

const needed = (change: Change): boolean =>
  change.after?.['access'] === 'deactivated' || (change.after?.['agent'] === 'denied' && wasActive(change));

function judge(answer: Answer): Decoded<Probe> {
  const rows = isObject(answer.body) ? answer.body['data'] : answer.body;
  if (!Array.isArray(rows)) return err({ field: 'data', expected: 'an array of local accounts' });
  let shown = true;
  for (const row of rows) {
    if (!isObject(row)) return err({ field: 'data[]', expected: 'an object' });
    if (typeof row['permission_level'] !== 'string' || typeof row['is_idp_linked'] !== 'boolean')
      shown = false;
    else if (row['permission_level'].toLowerCase() === 'administrator' && !row['is_idp_linked'])
      return ok(safe);
  }
  return ok(shown ? unsafe : unclear);
}

const safe: Probe = { verdict: 'safe', detail: 'an unlinked Administrator account stays' };
const unsafe: Probe = { verdict: 'unsafe', detail: 'no unlinked Administrator account would be left on it' };
const unclear: Probe = { verdict: 'unknown', detail: 'its local accounts are not shown in full' };

export const probe: ProbeRule = {
  needed,
  request: ({ address }) => ({
    method: 'GET',
    path: `/devices/${encodeURIComponent(keyOf(address))}/accounts`,
    query: {},
    body: null,
  }),
  judge,
};
