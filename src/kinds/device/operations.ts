// The calls that change devices (devices page). Order, by phase: people are locked out before agents are denied,
// denials come before approvals, and those before activations; removals at the end. A device that is denied is
// activated first: it may be gone afterwards. Each sets a state, so each may be repeated.

import { type Address, formatAddress, keyOf } from '../../model/address.ts';
import type { Answer, ApiRequest } from '../../model/call.ts';
import type { Change } from '../../model/change.ts';
import { groupBy } from '../../model/group-by.ts';
import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded, Operation, Outcomes } from '../../model/kind.ts';
import type { Hazard, HazardName } from '../../model/plan.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { type Removal, removalOf } from './join.ts';

/** Ids that one bulk call may carry (contract: at most 100). */
const bulkMax = 100;

const post = (path: string, query: Record<string, string> = {}): ApiRequest => ({
  method: 'POST',
  path,
  query,
  body: null,
});
const pathOf = (change: Change | undefined): string =>
  `/devices/${encodeURIComponent(change ? keyOf(change.address) : '')}`;

function bulk(verb: 'approve' | 'deny') {
  return (changes: readonly Change[]): ApiRequest =>
    post(`/device/${verb}-agent`, { ids: changes.map(({ address }) => keyOf(address)).join(',') });
}

function hazard(
  name: HazardName,
  why: string,
  changes: readonly Change[],
  acknowledged?: string | null,
): Hazard {
  const base = { hazard: name, why, addresses: changes.map(({ address }) => address) };
  return acknowledged === undefined ? base : { ...base, acknowledged };
}

/** Lock-outs that the probe found or could not rule out, one hazard for each verdict and reason. */
function lockOuts(changes: readonly Change[]): Hazard[] {
  const found = changes.filter(({ probe }) => probe !== undefined && probe.verdict !== 'safe');
  const groups = groupBy(found, ({ probe, acknowledge }) => `${probe?.detail}\n${acknowledge ?? ''}`);
  return [...groups.values()].map((group) =>
    hazard('locks-out', group[0]?.probe?.detail ?? '', group, group[0]?.acknowledge ?? null),
  );
}

/** One bulk result. Each is matched by resource_id, never by its position. */
function bulkResult(entry: unknown): Decoded<readonly [Address, Result<true, string>]> {
  if (!isObject(entry)) return err({ field: 'data[]', expected: 'an object' });
  const id = idOf(entry['resource_id']);
  if (id === undefined) return err({ field: 'data[].resource_id', expected: 'an id' });
  const status = Number(entry['status']);
  if (!Number.isInteger(status)) return err({ field: 'data[].status', expected: 'an HTTP status' });
  const done = status >= 200 && status < 300;
  return ok([formatAddress('device', id), done ? ok(true as const) : err(messageOf(entry['error'], status))]);
}

function messageOf(error: unknown, status: number): string {
  if (!isObject(error)) return `status ${status}`;
  const parts = [error['title'], error['detail']].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? `status ${status}` : parts.join(': ');
}

function bulkOutcomes(_changes: readonly Change[], answer: Answer): Decoded<Outcomes> {
  const data = isObject(answer.body) ? answer.body['data'] : undefined;
  if (!Array.isArray(data)) return err({ field: 'data', expected: 'an array of results' });
  const outcomes = new Map<Address, Result<true, string>>();
  for (const entry of data) {
    const result = bulkResult(entry);
    if (!result.ok) return result;
    outcomes.set(...result.value);
  }
  return ok(outcomes);
}

const allDone = (changes: readonly Change[]): Decoded<Outcomes> =>
  ok(new Map(changes.map(({ address }) => [address, ok(true as const)])));

const single = { repeatable: true, max: 1, after: [], outcomes: allDone } as const;
const many = { repeatable: true, max: bulkMax, after: [], outcomes: bulkOutcomes } as const;

const activates = ({ after }: Change): boolean => after?.['access'] === 'activated';
const denies = ({ after }: Change): boolean => after?.['agent'] === 'denied';

const deactivate: Operation = {
  ...single,
  id: 'deactivate',
  phase: 20,
  fields: ['access'],
  applies: ({ after }) => after?.['access'] === 'deactivated',
  request: ([change]) => post(`${pathOf(change)}/deactivate`),
  hazards: (changes) => [
    hazard('deactivates', 'people linked through the identity provider can no longer sign in', changes),
    ...lockOuts(changes),
  ],
};

const deny: Operation = {
  ...many,
  id: 'deny',
  phase: 30,
  fields: ['agent'],
  applies: denies,
  request: bulk('deny'),
  hazards: (changes) => [
    hazard('denies', 'the agent is refused', changes),
    ...lockOuts(changes.filter(wasActive)),
  ],
};

const approve: Operation = {
  ...many,
  id: 'approve',
  phase: 40,
  fields: ['agent'],
  applies: ({ after }) => after?.['agent'] === 'approved',
  request: bulk('approve'),
  hazards: () => [],
};

const activate: Operation = {
  ...single,
  id: 'activate',
  phase: 50,
  fields: ['access'],
  applies: (change) => activates(change) && !denies(change),
  request: ([change]) => post(`${pathOf(change)}/activate`),
  hazards: () => [],
};

const activateDenied: Operation = {
  ...activate,
  id: 'activate-denied',
  phase: 25,
  applies: (change) => activates(change) && denies(change),
};

/** One call, which the server takes in two ways: a person must see which of the two each device will meet. */
const removing = (id: string, removal: Removal, why: string): Operation => ({
  ...single,
  id,
  phase: 90,
  fields: null,
  applies: ({ before, after }) => after === null && before !== null && removalOf(before) === removal,
  request: ([change]) => ({ method: 'DELETE', path: pathOf(change), query: {}, body: null }),
  hazards: (changes) => [hazard('removes', why, changes)],
});

const removals: readonly Operation[] = [
  removing(
    'remove',
    'deletes',
    'the device is deleted and its agent uninstalled, as it was enrolled through ID360',
  ),
  removing(
    'uninstall',
    'uninstalls',
    'the agent is uninstalled; the device stays listed, as it joined through AD or Entra',
  ),
  removing(
    'remove-or-uninstall',
    'either',
    'the agent is uninstalled; whether the device is deleted too is not known, as its join type is not shown or not known',
  ),
];

/** Whether the change takes a working agent away. */
export function wasActive(change: Change): boolean {
  return change.before?.['agent'] === 'active';
}

export const operations: readonly Operation[] = [
  deactivate,
  activateDenied,
  deny,
  approve,
  activate,
  ...removals,
];
