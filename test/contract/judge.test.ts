// Who judges the judge: the samples of the API's pages pass, and every way to spoil a request or an answer is caught.

import { expect, test } from 'vitest';
import { isObject, type Json } from '../../src/model/json.ts';
import type { Exchange } from './exchange.ts';
import { judgeOf } from './judge.ts';
import { samples } from './samples.ts';
import { calls } from './tenant.ts';

const judge = await judgeOf();

interface Spoilt {
  readonly method?: string;
  readonly path?: string;
  readonly authorization?: string;
  readonly accept?: string;
  readonly sentType?: string;
  readonly sent?: unknown;
  readonly status?: number;
  readonly type?: string;
  readonly answer?: unknown;
  readonly retryAfter?: string;
}

/** The call of the operation and its sample, with what is spoilt in them. */
function exchangeOf(operation: string, spoilt: Spoilt = {}): Exchange {
  const call = calls[operation];
  const [, status = 204, body] = samples.find(([id]) => id === operation) ?? [];
  const sent = 'sent' in spoilt ? spoilt.sent : call?.json;
  const answer = 'answer' in spoilt ? spoilt.answer : body;
  return {
    method: spoilt.method ?? call?.method ?? '',
    target: spoilt.path ?? call?.path ?? '',
    sent: {
      headers: {
        accept: spoilt.accept ?? 'application/json',
        authorization: spoilt.authorization ?? 'Zoho-oauthtoken some-token',
        ...(sent !== undefined && { 'content-type': spoilt.sentType ?? 'application/json' }),
      },
      body: sent === undefined ? '' : JSON.stringify(sent),
    },
    answer: {
      status: spoilt.status ?? status,
      headers: {
        ...(answer !== undefined && { 'content-type': spoilt.type ?? 'application/json;charset=UTF-8' }),
        ...(spoilt.retryAfter !== undefined && { 'retry-after': spoilt.retryAfter }),
      },
      body: answer === undefined ? '' : JSON.stringify(answer),
    },
  };
}

test.each(samples)("the page's sample of %s with status %i fits", (operation, status, answer) => {
  const verdict = judge(exchangeOf(operation, { status, answer }));
  expect(verdict).toEqual({ operation, request: [], answer: [] });
});

const error = { code: '00000101', title: 'Unauthorized', detail: 'The OAuth token is invalid.' };
const answers: readonly (readonly [what: string, operation: string, spoilt: Spoilt])[] = [
  ['a member that is not documented', 'getDevice', { answer: { id: '1', colour: 'red' } }],
  ['one deeper down', 'getDevice', { answer: { id: '1', device_accounts: { total: 1 } } }],
  ['a member of another type', 'getDevice', { answer: { id: '1', is_deactivated: 'false' } }],
  ['an id that is no number', 'getDevice', { answer: { id: 'abc' } }],
  ['an id that is rounded', 'getDevice', { answer: { id: 2 ** 60 } }],
  ['a time that is none', 'getDevice', { answer: { id: '1', date_added: 'yesterday' } }],
  ['an envelope where there is none', 'getDevice', { answer: { data: { id: '1' } } }],
  ['no envelope where there is one', 'listDevices', { answer: [{ id: '1' }] }],
  ['a page without meta', 'listDevices', { answer: { data: [] } }],
  [
    'a row that is wrong',
    'listDevices',
    { answer: { data: [{ id: true }], meta: { next_cursor: null, is_last: true } } },
  ],
  [
    'a refusal without its error',
    'approveDeviceAgents',
    { answer: { data: [{ resource_id: '1', status: 404 }] } },
  ],
  [
    'a success with an error',
    'approveDeviceAgents',
    { answer: { data: [{ resource_id: '1', status: 204, error }] } },
  ],
  [
    'rows that are not nested',
    'listExecutionEntities',
    { answer: { data: [{ user: { id: '1' }, status: 'success' }], meta: {} } },
  ],
  ['a status that is not documented', 'getDevice', { status: 418 }],
  ['another success', 'getDevice', { status: 202 }],
  ['an error under a success', 'getDevice', { status: 200, answer: { error } }],
  ['an error without its detail', 'getDevice', { status: 401, answer: { error: { code: 1, title: 'No' } } }],
  ['an error in other words', 'getDevice', { status: 401, answer: { error: { ...error, hint: 'sign in' } } }],
  ['another content type', 'getDevice', { type: 'text/html' }],
  ['a body where there is none', 'activateDevice', { answer: { data: 'done' } }],
  ['no body where there is one', 'getDevice', { answer: undefined }],
  ['a header that is empty', 'getDevice', { status: 429, answer: { error }, retryAfter: '' }],
];

test.each(answers)('%s in an answer is caught', (_, operation, spoilt) => {
  const verdict = judge(exchangeOf(operation, spoilt));
  expect(verdict).toMatchObject({ operation, request: [] });
  expect(verdict.answer).not.toEqual([]);
});

const devices = '/api/v1/devices';
const body = calls['executeAction']?.json as Json;
const execute = isObject(body) ? body : {};
const requests: readonly (readonly [what: string, operation: string, spoilt: Spoilt])[] = [
  ['a parameter that is not documented', 'listDevices', { path: `${devices}?colour=red` }],
  ['a parameter of another type', 'listDevices', { path: `${devices}?limit=many` }],
  ['a parameter twice', 'listDevices', { path: `${devices}?filter=a&filter=b` }],
  ['an empty parameter', 'listDevices', { path: `${devices}?filter=` }],
  ['a missing parameter', 'approveDeviceAgents', { path: '/api/v1/device/approve-agent' }],
  ['another word before the token', 'listDevices', { authorization: 'Bearer some-token' }],
  ['no token', 'listDevices', { authorization: '' }],
  ['another Accept', 'listDevices', { accept: '*/*' }],
  ['a body where there is none', 'listDevices', { sent: {} }],
  ['no body where there is one', 'executeAction', { sent: undefined }],
  ['a body that is no JSON by its type', 'executeAction', { sentType: 'text/plain' }],
  ['a member that is not documented', 'executeAction', { sent: { ...execute, everyone: true } }],
  ['a member of another type', 'executeAction', { sent: { ...execute, user_ids: 'all' } }],
  ['an object where an array goes', 'updateViewColumns', { sent: { columns: ['email'] } }],
  ['settings of another type', 'updateAccountLinking', { sent: { is_enabled: 'yes' } }],
  [
    'data that is no list of requests',
    'createWorkflowRequestByUrl',
    { path: '/RestAPI/CreateWorkFlowRequest?AuthToken=a&domainName=b&PRODUCT_NAME=c&inputData={}' },
  ],
  [
    'data that is no JSON',
    'createWorkflowRequestByUrl',
    { path: '/RestAPI/CreateWorkFlowRequest?AuthToken=a&domainName=b&PRODUCT_NAME=c&inputData=[' },
  ],
];

test.each(requests)('%s in a request is caught', (_, operation, spoilt) => {
  const verdict = judge(exchangeOf(operation, spoilt));
  expect(verdict).toMatchObject({ operation, answer: [] });
  expect(verdict.request).not.toEqual([]);
});

test.each([
  ['/api/v1/gadgets', 'GET'],
  ['/devices', 'GET'],
  ['/api/v1/devices', 'POST'],
  ['/api/v1/oauth/v2/token', 'POST'],
  ['/api/v1/devices/1/activate/now', 'POST'],
])('%s belongs to no operation', (path, method) => {
  expect(judge(exchangeOf('listDevices', { path, method })).operation).toBeNull();
});
