// Local accounts as the lock-out guard judges them (contract, "local accounts"; the call is not in the API pages). An
// account keeps people in only where it is an Administrator that is neither linked nor can be; what is not known is
// never safe.

import { type Address, formatAddress } from './address.ts';
import type { ApiRequest } from './call.ts';
import type { Change, Probe, State } from './change.ts';
import { isObject } from './json.ts';
import type { Decoded } from './kind.ts';
import { nfc } from './nfc.ts';
import { err, ok } from './result.ts';

/** Where the settings stand among the changes of a plan. */
const settingsAddress: Address = formatAddress('account_linking');

/** The account-linking settings (account-linking page). */
export const readSettings: ApiRequest = {
  method: 'GET',
  path: '/device-account-linking',
  query: {},
  body: null,
};

/** The local accounts of one device: `{data: [{user_name, permission_level, is_idp_linked, …}]}`. */
export function readAccounts(device: string): ApiRequest {
  return { method: 'GET', path: `/devices/${encodeURIComponent(device)}/accounts`, query: {}, body: null };
}

/** Which accounts may be linked. Undefined: not known. */
export interface Linking {
  readonly isEnabled: boolean | undefined;
  /** Names that never are, folded. */
  readonly restricted: ReadonlySet<string> | undefined;
}

/** Reads the settings as the API shows them, or as a plan leaves them; anything else is not known. */
export function linkingOf(settings: unknown): Linking {
  const { is_enabled: enabled, link_restricted_local_accounts: names } = isObject(settings) ? settings : {};
  return {
    isEnabled: typeof enabled === 'boolean' ? enabled : undefined,
    restricted: Array.isArray(names) ? new Set(names.map((name) => fold(String(name)))) : undefined,
  };
}

/** The settings as the plan leaves them; null where it does not change them. */
export function plannedSettings(changes: readonly Change[]): State | null {
  const change = changes.find(({ address }) => address === settingsAddress);
  return change === undefined ? null : { ...change.context, ...change.after };
}

/** Names are compared without case and outer white space, and composed. */
export const fold = (name: string): string => nfc(name.trim().toLowerCase());

/** Whether one account keeps people in; `none`: it is no Administrator, or is linked already. */
type Standing = 'keeps' | 'linkable' | 'unsettled' | 'unshown' | 'none';

/** Judges the answer to `readAccounts`: one account must keep people in under each of the settings. */
export function judgeAccounts(body: unknown, under: readonly Linking[]): Decoded<Probe> {
  const rows = isObject(body) ? body['data'] : body;
  if (!Array.isArray(rows)) return err({ field: 'data', expected: 'an array of local accounts' });
  const found = new Set<Standing>();
  for (const row of rows) {
    if (!isObject(row)) return err({ field: 'data[]', expected: 'an object' });
    found.add(standingOf(row, under));
  }
  return ok(probes[order.find((standing) => found.has(standing)) ?? 'none']);
}

function standingOf(row: Readonly<Record<string, unknown>>, under: readonly Linking[]): Standing {
  const { permission_level: level, is_idp_linked: linked, user_name: name } = row;
  if (linked === true || (typeof level === 'string' && fold(level) !== 'administrator')) return 'none';
  if (typeof level !== 'string' || typeof linked !== 'boolean') return 'unshown';
  const all = new Set(under.map((settings) => standingUnder(settings, name)));
  return weakest.find((standing) => all.has(standing)) ?? 'keeps';
}

function standingUnder({ isEnabled, restricted }: Linking, name: unknown): Standing {
  if (isEnabled === false) return 'keeps';
  if (typeof name !== 'string') return 'unshown';
  if (restricted?.has(fold(name))) return 'keeps';
  return restricted === undefined || isEnabled === undefined ? 'unsettled' : 'linkable';
}

/** Of one account under several settings, the first of these counts. */
const weakest: readonly Standing[] = ['linkable', 'unshown', 'unsettled'];

/** Of the accounts of one device, the first of these counts. */
const order: readonly Standing[] = ['keeps', 'unshown', 'unsettled', 'linkable'];

const probes: Readonly<Record<Standing, Probe>> = {
  keeps: { verdict: 'safe', detail: 'an Administrator account stays that is not linked and cannot be' },
  unshown: { verdict: 'unknown', detail: 'its local accounts are not shown in full' },
  unsettled: {
    verdict: 'unknown',
    detail:
      'the account-linking settings are not known in full, nor whether its unlinked Administrator accounts may be linked',
  },
  linkable: {
    verdict: 'unsafe',
    detail:
      'no unlinked Administrator account would be left on it: those it has may be linked, as link_restricted_local_accounts names none of them',
  },
  none: { verdict: 'unsafe', detail: 'no unlinked Administrator account would be left on it' },
};
