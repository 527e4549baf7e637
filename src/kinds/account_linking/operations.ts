// The PATCH of the settings (account-linking page). One PATCH carries settings and restricted names together, so names
// are in force when linking is enabled. sync-now is its own, last step.

import { formatAddress } from '../../model/address.ts';
import type { Change, State } from '../../model/change.ts';
import { isObject } from '../../model/json.ts';
import type { Operation, Policy } from '../../model/kind.ts';
import { fold } from '../../model/local-accounts.ts';
import type { Hazard } from '../../model/plan.ts';
import { ok } from '../../model/result.ts';
import { namesIn } from './observe.ts';
import { sync } from './sync.ts';

const address = formatAddress('account_linking');
const path = '/device-account-linking';

export const patch: Operation = {
  id: 'patch',
  phase: 10,
  repeatable: true,
  max: 1,
  after: [],
  fields: null,
  applies: (change) => change.address === address,
  // The whole object as it was read, with the changes made: nothing is lost where the server replaces.
  request: ([change]) => ({
    method: 'PATCH',
    path,
    query: {},
    body: { ...change?.context, ...change?.after },
  }),
  hazards: (changes, policy) => changes.flatMap((change) => patchHazards(change, policy)),
  outcomes: () => ok(new Map([[address, ok(true as const)]])),
};

export const operations: readonly Operation[] = [patch, sync];

function patchHazards(change: Change, policy: Policy): Hazard[] {
  const { before, after, context, acknowledge } = change;
  const widens = [
    enables(before, after) && 'linking is enabled',
    grantsAdmin(after, context) && 'accounts that are made on demand become administrators',
  ];
  const hazards = widens
    .filter((why) => why !== false)
    .map(
      (why): Hazard => ({
        hazard: 'widens-access',
        why,
        addresses: [address],
        acknowledged: acknowledge ?? null,
      }),
    );
  const dropped = droppedNames(before, after).filter((name) => isProtected(name, policy));
  return dropped.length === 0
    ? hazards
    : [
        ...hazards,
        { hazard: 'unprotects', why: `no longer restricted: ${dropped.join(', ')}`, addresses: [address] },
      ];
}

/** Wherever the live list has one of these, no plan may drop it; a tenant's protected_accounts come on top. */
export const floor: readonly string[] = ['administrator', 'admin', 'root', 'sysadmin', 'recovery'];

function isProtected(name: string, { protectedAccounts }: Policy): boolean {
  return floor.includes(fold(name)) || protectedAccounts.some((account) => fold(account) === fold(name));
}

function enables(before: State | null, after: State | null): boolean {
  return after?.['is_enabled'] === true && before?.['is_enabled'] !== true;
}

/** The level becomes admin, or making accounts at that level is switched on. */
function grantsAdmin(after: State | null, context: State): boolean {
  const settingsOf = (state: State | null) => {
    const settings = state?.['ondemand_provisioning_settings'];
    return isObject(settings) ? settings : {};
  };
  const [old, wanted] = [settingsOf(context), settingsOf(after)];
  const wasAdmin = old['default_permission_level'] === 'admin';
  const switchedOn = wanted['is_enabled'] === true && old['is_enabled'] !== true;
  return wanted['default_permission_level'] === 'admin' && (!wasAdmin || switchedOn);
}

function droppedNames(before: State | null, after: State | null): string[] {
  if (before === null || after === null || !('link_restricted_local_accounts' in after)) return [];
  const kept = new Set(namesIn(after).map(fold));
  return namesIn(before).filter((name) => !kept.has(fold(name)));
}
