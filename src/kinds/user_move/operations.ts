// The workflow request (admanager-move-user-workflow page): one for up to 100 accounts of a move. It has no idempotency
// key and is never read back, so it is never sent twice; its subject ends in a digest by which a person can find it.
// Only status "1" with a request id is a success. The token is no part of the request: the client adds it.

import type { Address } from '../../model/address.ts';
import type { Answer, ApiRequest } from '../../model/call.ts';
import type { Change, State } from '../../model/change.ts';
import { beginning, type End, type Follow, type Known, type Next } from '../../model/follow.ts';
import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded, Operation } from '../../model/kind.ts';
import { err, ok } from '../../model/result.ts';
import { digestOf } from './prepare.ts';

/** Accounts that one request asks for. */
const batch = 100;

const member = (change: Change | undefined, field: string): string => String(change?.after?.[field] ?? '');

/** The subject of the request for these changes, with the digest that tells it from others. */
function subjectOf(changes: readonly Change[]): string {
  const [first] = changes;
  const digest = digestOf([member(first, 'digest'), changes.map(({ address }) => address).sort()], 8);
  return `${member(first, 'subject')} [trueup ${digest}]`;
}

function request(changes: readonly Change[]): ApiRequest {
  const [first] = changes;
  const optional = (['priority', 'description'] as const).filter((field) => member(first, field) !== '');
  const names = { priority: 'Priority', description: 'Description' };
  const data = {
    RequestAction: 'MOVE_USER',
    Subject: subjectOf(changes),
    Container: member(first, 'container'),
    accounts: changes.map((change) => ({ sAMAccountName: member(change, 'account') })),
    ...Object.fromEntries(optional.map((field) => [names[field], member(first, field)])),
  };
  return {
    service: 'admanager',
    method: 'POST',
    path: '/RestAPI/CreateWorkFlowRequest',
    query: {},
    body: { domainName: member(first, 'domain'), PRODUCT_NAME: 'trueup', inputData: [data] },
  };
}

/** `[{Subject, requestId, statusMessage, status: "1"}]`; status "0" is a refusal, anything else is not understood. */
function begin({ body }: Answer): Decoded<State> {
  const entry = Array.isArray(body) && body.length === 1 ? body[0] : undefined;
  if (!isObject(entry)) return err({ field: '', expected: 'an array with one result' });
  const [status, id] = [String(entry['status']), idOf(entry['requestId'])];
  const message = typeof entry['statusMessage'] === 'string' ? entry['statusMessage'] : '';
  if (status === '1' && id !== undefined) return ok({ request: id, message });
  if (status === '0' && id === undefined)
    return ok({ refused: message || 'ADManager Plus refused the request' });
  return err({ field: '[0].status', expected: '"1" with a requestId, or "0" without one' });
}

function next(changes: readonly Change[], known: Known): Next {
  const fact = known.get(beginning);
  const ends = new Map<Address, End>(changes.map((change) => [change.address, endOf(change, changes, fact)]));
  const note =
    fact?.['request'] === undefined ? '' : `request ${String(fact['request'])}: ${subjectOf(changes)}`;
  return { do: 'done', ends, note };
}

function endOf(change: Change, changes: readonly Change[], fact: State | null | undefined): End {
  const refused = fact?.['refused'];
  if (typeof refused === 'string') return { state: 'failed', message: refused, remember: null };
  const id = fact?.['request'];
  if (id === undefined) {
    const message = `the answer was lost; look in ADManager Plus for a request "${subjectOf(changes)}"`;
    return { state: 'unknown', message, remember: null };
  }
  return { state: 'applied', message: '', remember: { ...change.after, request: id } };
}

const follow: Follow = {
  begin,
  next: (changes, known) => next(changes, known),
  words: (changes) => [`a person approves request "${subjectOf(changes)}" in ADManager Plus`],
};

export const operations: readonly Operation[] = [
  {
    id: 'request',
    phase: 85,
    repeatable: false,
    max: batch,
    groupBy: ({ address }) => address.split('/')[1] ?? '',
    after: [],
    fields: null,
    applies: () => true,
    request,
    hazards: () => [],
    outcomes: (changes) => ok(new Map(changes.map(({ address }) => [address, ok(true as const)]))),
    follow,
  },
];
