// ADManager Plus beside Identity360: workflow requests from a query or a form, refusals under HTTP 200, the same faults,
// and a log that never holds a secret.

import { expect, test } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { type Ask, sender, simulate } from './support.ts';

const request = {
  RequestAction: 'MOVE_USER',
  Subject: 'Move Users',
  Container: 'OU=managers,DC=admp,DC=local',
  accounts: [{ sAMAccountName: 'john' }],
};
const token = '244f8f17-041d-4c85-9924-02f7351a6fbb';
const path = '/RestAPI/CreateWorkFlowRequest';

const parameters = (item: object = request) => ({
  AuthToken: token,
  domainName: 'admp.local',
  PRODUCT_NAME: 'RESTAPI',
  inputData: JSON.stringify([item]),
});

const form = (values: Record<string, string>): Ask => ({
  body: new URLSearchParams(values).toString(),
  headers: { Authorization: '', 'Content-Type': 'application/x-www-form-urlencoded' },
});

async function start(options: Options = {}) {
  const simulator = await simulate(options);
  return { ...simulator, send: sender(simulator.accountsUrl) };
}

const created = [
  {
    Subject: 'Move Users',
    requestId: 6303,
    statusMessage: 'Successfully created the request.',
    status: '1',
  },
];

test.each(['GET', 'POST'])('%s with a query raises the request of the page', async (method) => {
  const { send, world } = await start();
  const { status, body } = await send(`${method} ${path}?${new URLSearchParams(parameters())}`);
  expect([status, body]).toEqual([200, created]);
  expect(world.workflowRequests()).toEqual([
    { requestId: 6303, domainName: 'admp.local', PRODUCT_NAME: 'RESTAPI', ...request },
  ]);
});

test('a form does the same, alone or together with a query', async () => {
  const { send, world } = await start();
  expect((await send(`POST ${path}`, form(parameters()))).body).toEqual(created);
  const { AuthToken, ...rest } = parameters({ ...request, Priority: 'High', Description: 'By trueup' });
  expect((await send(`POST ${path}?AuthToken=${AuthToken}`, form(rest))).body[0].requestId).toBe(6304);
  expect(world.workflowRequests()[1]).toMatchObject({ Priority: 'High', Description: 'By trueup' });
});

const without = (name: string) => ({ ...parameters(), [name]: '' });

test.each([
  [without('AuthToken'), ''],
  [without('domainName'), ''],
  [without('PRODUCT_NAME'), ''],
  [without('inputData'), ''],
  [{ ...parameters(), inputData: '[' }, ''],
  [{ ...parameters(), inputData: '[]' }, ''],
  [{ ...parameters(), inputData: JSON.stringify(request) }, ''],
  [parameters({ ...request, Subject: '' }), ''],
  [parameters({ ...request, RequestAction: 'DELETE_USER' }), 'Move Users'],
  [parameters({ ...request, Container: undefined }), 'Move Users'],
  [parameters({ ...request, accounts: [] }), 'Move Users'],
  [parameters({ ...request, accounts: ['john'] }), 'Move Users'],
  [parameters({ ...request, Priority: 1 }), 'Move Users'],
])('%j is refused under HTTP 200 and raises nothing', async (values, Subject) => {
  const { send, world } = await start();
  const { status, body } = await send(`POST ${path}`, form(values));
  expect([status, body]).toEqual([200, [{ Subject, statusMessage: expect.any(String), status: '0' }]]);
  expect(world.workflowRequests()).toEqual([]);
});

test('admanagerToken: another token is refused', async () => {
  const { send, set } = await start({ admanagerToken: 'other' });
  const status = async () => (await send(`POST ${path}`, form(parameters()))).body[0].status;
  expect(await status()).toBe('0');
  set({ admanagerToken: token });
  expect(await status()).toBe('1');
});

test('it knows neither the scopes nor the tokens of Identity360, nor another method or place', async () => {
  const { send, url } = await start({ scopes: [], tokens: [] });
  expect((await send(`POST ${path}`, form(parameters()))).body[0].status).toBe('1');
  expect((await send(`PUT ${path}`, form(parameters()))).status).toBe(405);
  expect((await sender(url)(`POST ${path}`, form(parameters()))).status).toBe(401);
});

test('a rule without only strikes here too', async () => {
  const { send, world, set } = await start({ faults: { rateLimit: 1 } });
  expect((await send(`POST ${path}`, form(parameters()))).status).toBe(429);
  set({ faults: { html: 1, only: { path: '^/RestAPI/' } } });
  expect((await send(`POST ${path}`, form(parameters()))).text).toContain('<html>');
  expect(world.workflowRequests()).toEqual([]);
  set({ faults: { lost: 1 } });
  await expect(send(`POST ${path}`, form(parameters()))).rejects.toThrow();
  expect(world.workflowRequests()).toHaveLength(1);
});

test('the log has what arrived, and no secret', async () => {
  const { send, requests, url } = await start();
  await send(`GET ${path}?${new URLSearchParams(parameters())}`);
  await send(`POST ${path}`, form(parameters()));
  await send('POST /oauth/v2/token', form({ client_id: 'c', client_secret: token, refresh_token: token }));
  const masked = { ...parameters(), AuthToken: '***' };
  expect(requests.map(({ query, body }) => [query, body])).toEqual([
    [masked, undefined],
    [{}, masked],
    [{}, { client_id: 'c', client_secret: '***', refresh_token: '***' }],
  ]);
  expect(JSON.stringify(requests)).not.toContain(token);
  await sender(url)('PATCH /device-account-linking', { body: { is_enabled: true } });
  await sender(url)('PATCH /device-account-linking', { body: '{' });
  expect(requests.slice(-2).map(({ body }) => body)).toEqual([{ is_enabled: true }, undefined]);
});

test('a body is in the log whatever fault the request met', async () => {
  const { send, requests } = await simulate({ faults: { error: 1 } });
  await send('PATCH /device-account-linking', { body: { is_enabled: true } });
  expect(requests).toMatchObject([{ body: { is_enabled: true }, status: 500, fault: 'error' }]);
});
