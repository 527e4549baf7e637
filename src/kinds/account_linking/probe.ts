// The lock-out reading before sync-now: each device that it reaches must keep one Administrator account that is neither
// linked nor can be, under the settings that the sync will run with. That the plan denies, deactivates or removes a device
// spares it nothing: the server may refuse that change, and the sync runs all the same.

import { type Address, formatAddress } from '../../model/address.ts';
import type { Read } from '../../model/call.ts';
import { type Change, isRun, type State } from '../../model/change.ts';
import { deviceName } from '../../model/device-name.ts';
import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded, ProbeRule, ProbeTarget, Reach } from '../../model/kind.ts';
import { judgeAccounts, linkingOf, plannedSettings, readAccounts } from '../../model/local-accounts.ts';
import { err, ok } from '../../model/result.ts';

const devices: Read = {
  request: { method: 'GET', path: '/devices', query: {}, body: null },
  paging: 'cursor',
};

export const probe: ProbeRule = {
  needed: isRun,
  background: null,
  reach: (sync, changes) =>
    linkingOf(settingsOf(sync, changes)).isEnabled === false
      ? { of: 'nothing', why: 'linking is disabled, so that the sync links nothing' }
      : reachOf(changes),
  judge: ({ answer, change, changes }) =>
    judgeAccounts(answer.body, [linkingOf(settingsOf(change, changes))]),
};

/** The settings that the sync runs with: as the PATCH of the same plan leaves them, or else as they were read. */
const settingsOf = (sync: Change, changes: readonly Change[]): State =>
  plannedSettings(changes) ?? sync.context;

function reachOf(changes: readonly Change[]): Reach {
  const planned = new Map(changes.map((change) => [change.address, change]));
  return { of: 'listing', read: devices, select: (raw) => targetOf(raw, planned) };
}

function targetOf(raw: unknown, planned: ReadonlyMap<Address, Change>): Decoded<ProbeTarget | undefined> {
  if (!isObject(raw)) return err({ field: '', expected: 'an object' });
  const id = idOf(raw['id']);
  if (id === undefined)
    return err({ field: 'id', expected: 'an id: a string, or an integer that JSON keeps exactly' });
  if (!isReached(raw['agent_status'], planned.get(formatAddress('device', id)))) return ok(undefined);
  return ok({ name: deviceName(raw) ?? id, request: readAccounts(id) });
}

/** Agent statuses with which no sync reaches a device; any other one may be active, however it is called. */
const unreached: ReadonlySet<unknown> = new Set(['inactive', 'pending', 'denied']);

/** An agent that the plan approves is active by the time of the sync, which comes last. */
const isReached = (status: unknown, change: Change | undefined): boolean =>
  change?.after?.['agent'] === 'approved' || !unreached.has(status);
