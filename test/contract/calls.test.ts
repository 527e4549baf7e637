// Every operation of the document called by hand: the simulator's answers, good and bad, and the scopes it asks for are
// those of the document.

import { expect, onTestFinished, test } from 'vitest';
import type { Options, Settings } from '../../src/simulator/index.ts';
import { document, type Operation, operationsOf } from './document.ts';
import type { Exchange } from './exchange.ts';
import { judgeOf, type Verdict } from './judge.ts';
import { type Call, calls, openTenant, start, type Tenant } from './tenant.ts';

const judge = await judgeOf();
const operations = operationsOf(document());
const signedIn = operations.filter(({ scopes }) => scopes.length > 0);
const allScopes = [...new Set(operations.flatMap(({ scopes }) => scopes))];

/** A tenant with an execution, and then the settings that the test is about. */
async function tenantWith(settings: Partial<Settings> = {}, options: Options = {}): Promise<Tenant> {
  const tenant = await openTenant({ executionsListed: 'yes', ...options });
  onTestFinished(() => tenant.close());
  await tenant.send(start);
  tenant.simulator.set(settings);
  return tenant;
}

const callOf = ({ id }: Operation): Call => calls[id] ?? { method: 'GET', path: `/no-call-for-${id}` };

const good = (operation: string): Verdict => ({ operation, request: [], answer: [] });

/** What is wrong where the request is bad on purpose: only the answer counts. */
const wrongIn = (exchange: Exchange): readonly string[] => judge(exchange).answer;

const switches: Readonly<Record<string, Options>> = {
  'as it is': {},
  'ids are numbers': { ids: 'number' },
  'hostnames, multi-status': { name: 'hostname', envelope: 207 },
  'DNS names, without totals': { name: 'dns', totals: 'absent', access: 'hidden' },
  'paging by empty pages, wrong totals': { lastPage: 'empty_page', totals: 'wrong', maxLimit: 1 },
  'results are missing': { missingResults: 2 },
};

test.each(Object.entries(switches))('every operation succeeds as documented: %s', async (_, options) => {
  for (const operation of operations) {
    const exchange = await (await tenantWith({}, options)).send(callOf(operation));
    expect(exchange.answer.status, operation.id).toBeLessThan(300);
    expect(judge(exchange)).toEqual(good(operation.id));
  }
});

test('without a token every operation that has scopes is a 401', async () => {
  for (const operation of signedIn) {
    const exchange = await (await tenantWith({ tokens: ['another'] })).send(callOf(operation));
    expect([operation.id, exchange.answer.status, judge(exchange)]).toEqual([
      operation.id,
      401,
      good(operation.id),
    ]);
  }
});

test('each scope of an operation is enough', async () => {
  for (const operation of signedIn) {
    for (const scope of operation.scopes) {
      const { answer } = await (await tenantWith({ scopes: [scope] })).send(callOf(operation));
      expect([operation.id, scope, answer.status < 300]).toEqual([operation.id, scope, true]);
    }
  }
});

test('all other scopes together are a 403', async () => {
  for (const operation of signedIn) {
    const others = allScopes.filter((scope) => !operation.scopes.includes(scope));
    const exchange = await (await tenantWith({ scopes: others })).send(callOf(operation));
    expect([operation.id, exchange.answer.status, judge(exchange)]).toEqual([
      operation.id,
      403,
      good(operation.id),
    ]);
  }
});

test.each([
  [429, { rateLimit: { every: 1 } }],
  [429, { rateLimit: { every: 1 }, retryAfter: 'date' }],
  [500, { error: { every: 1 } }],
] as const)('every operation answers %i as documented', async (status, faults) => {
  for (const operation of signedIn) {
    const exchange = await (await tenantWith({ faults })).send(callOf(operation));
    expect([exchange.answer.status, judge(exchange)]).toEqual([status, good(operation.id)]);
  }
});

test.each(['plain', 'masked', 'number'] as const)('error codes as %s are documented', async (errorCodes) => {
  const tenant = await tenantWith({ errorCodes });
  const exchange = await tenant.send({ method: 'GET', path: '/api/v1/devices/9' });
  expect([exchange.answer.status, judge(exchange)]).toEqual([404, good('getDevice')]);
});

test('objects that there are not are a 404', async () => {
  const tenant = await tenantWith();
  const dead = operations.filter(
    ({ path, statuses }) => /\{(id|action)\}/.test(path) && statuses.includes(404),
  );
  expect(dead.length).toBeGreaterThan(10);
  for (const operation of dead) {
    const call = callOf(operation);
    const path = call.path.replace(/\/(2\d{12}|move-users)(?=[/?]|$)/, '/9');
    const exchange = await tenant.send({ ...call, path });
    expect([operation.id, exchange.answer.status, judge(exchange)]).toEqual([
      operation.id,
      404,
      good(operation.id),
    ]);
  }
});

test('bodies that are no JSON, by type or by text, or have no length are refused', async () => {
  const tenant = await tenantWith();
  for (const operation of operations.filter(({ statuses }) => statuses.includes(415))) {
    const call = callOf(operation);
    const typed = await tenant.send(call, { 'content-type': 'text/plain' });
    const bare = await tenant.send({ ...call, json: undefined }, { 'content-type': 'application/json' });
    const endless = await tenant.send({ ...call, endless: true });
    expect([operation.id, typed.answer.status, wrongIn(typed)]).toEqual([operation.id, 415, []]);
    expect([operation.id, bare.answer.status, wrongIn(bare)]).toEqual([operation.id, 400, []]);
    expect([operation.id, endless.answer.status, wrongIn(endless)]).toEqual([operation.id, 411, []]);
  }
});

test.each([
  'devices?filter=os_type%20is%20Windows',
  'devices?limit=none',
  'devices?fields=nothing',
  'devices?cursor=none',
  'device-account-linking/history?sort=nothing',
  'jobs?filter=nothing%20pr',
  'management/actions/move-users/data?filter=(',
  'management/actions/move-users/data?app.ou.selected_ids=9',
])('GET %s is a 400', async (path) => {
  const exchange = await (await tenantWith()).send({ method: 'GET', path: `/api/v1/${path}` });
  expect([exchange.answer.status, wrongIn(exchange)]).toEqual([400, []]);
});

test('too many ids, too long a URL and too large a body are documented', async () => {
  const tenant = await tenantWith({ bulkMax: 1, urlMax: 100 });
  const path = '/api/v1/device/approve-agent';
  const many = await tenant.send({ method: 'POST', path: `${path}?ids=1,2` });
  const long = await tenant.send({ method: 'POST', path: `${path}?ids=${'1'.repeat(100)}` });
  const large = await tenant.send({
    method: 'PATCH',
    path: '/api/v1/device-account-linking',
    json: { attribute_value: 'x'.repeat(1_100_000) },
  });
  expect([many, long, large].map(({ answer }) => answer.status)).toEqual([400, 414, 413]);
  expect([many, long, large].flatMap(wrongIn)).toEqual([]);
});

test('a path or a method that there is not belongs to no operation, and is answered as documented', async () => {
  const tenant = await tenantWith();
  const none = { operation: null, request: [], answer: [] };
  const lost = await tenant.send({ method: 'GET', path: '/api/v1/nothing' });
  expect([lost.answer.status, judge(lost)]).toEqual([404, none]);
  for (const path of new Set(signedIn.map(({ id }) => (calls[id]?.path ?? '').replace(/\?.*/, '')))) {
    const refused = await tenant.send({ method: 'OPTIONS', path });
    expect([path, refused.answer.status, judge(refused)]).toEqual([path, 405, none]);
  }
});

test('a refused sign-in and a refused workflow request are documented', async () => {
  const tenant = await tenantWith({ refreshToken: 'another', admanagerToken: 'another' });
  for (const id of ['refreshAccessToken', 'createWorkflowRequest', 'createWorkflowRequestByUrl']) {
    const exchange = await tenant.send(calls[id] ?? start);
    expect([exchange.answer.status, judge(exchange)]).toEqual([200, good(id)]);
    expect(exchange.answer.body).toMatch(/"error":"invalid_code"|"status":"0"/);
  }
});
