// Who may call: access tokens, scopes, and the token endpoint with its refusals under HTTP 200.

import { expect, test } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { simulate } from './support.ts';

const asking = (token: string) => ({ headers: { Authorization: `Zoho-oauthtoken ${token}` } });

test.each(['', 'Bearer some-token', 'Zoho-oauthtoken ', 'some-token'])(
  'Authorization "%s" is a 401 as on the page',
  async (Authorization) => {
    const { send } = await simulate();
    const { status, body } = await send('GET /devices', { headers: { Authorization } });
    expect(status).toBe(401);
    expect(body).toEqual({
      error: { code: '00000101', title: 'Unauthorized', detail: 'The OAuth token is invalid.' },
    });
  },
);

test('tokens restricts which are accepted', async () => {
  const { send } = await simulate({ tokens: ['good'] });
  expect((await send('GET /devices', asking('good'))).status).toBe(200);
  expect((await send('GET /devices', asking('other'))).status).toBe(401);
});

test.each([
  [['ID360.Device.read'], [200, 403, 403, 403]],
  [['id360.device.WRITE'], [403, 204, 204, 403]],
  [['id360.device.DELETE'], [403, 403, 204, 403]],
  [['id360.device.ALL'], [200, 204, 204, 403]],
  [
    ['id360.device.READ', 'id360.job.all'],
    [200, 403, 403, 200],
  ],
  [[], [403, 403, 403, 403]],
])('scopes %j', async (scopes, statuses) => {
  const { send } = await simulate({ scopes });
  const calls = [
    'GET /devices',
    'POST /device/2000000000001/approve-agent',
    'DELETE /devices/2000000000001',
    'GET /jobs',
  ];
  const answers = [];
  for (const call of calls) answers.push(await send(call));
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  const refused = answers.find(({ status }) => status === 403);
  expect(refused?.body.error).toMatchObject({ code: '********', title: 'Access Denied' });
});

const refresh = { grant_type: 'refresh_token', client_id: 'c', client_secret: 's', refresh_token: 'r' };

async function accounts(options: Options = {}) {
  const simulator = await simulate({
    clientId: 'c',
    clientSecret: 's',
    refreshToken: 'r',
    tokens: [],
    ...options,
  });
  const token = async (form: Record<string, string> = refresh) => {
    const url = `${simulator.accountsUrl}/oauth/v2/token`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return { ...simulator, token };
}

test('a refresh gives an access token that is good until it expires', async () => {
  let now = 0;
  const { token, send } = await accounts({ tokenSeconds: 60, now: () => now });
  const { status, body } = await token();
  expect(status).toBe(200);
  expect(body).toMatchObject({ expires_in: 60, token_type: 'Bearer', api_domain: expect.any(String) });
  expect(body).not.toHaveProperty('refresh_token');
  expect((await send('GET /devices', asking(body.access_token))).status).toBe(200);
  now = 60_000;
  expect((await send('GET /devices', asking(body.access_token))).status).toBe(401);
});

test.each([
  [{ refresh_token: 'wrong' }, 'invalid_code'],
  [{ client_secret: 'wrong' }, 'invalid_client_secret'],
  [{ client_id: 'wrong' }, 'invalid_client'],
  [{ grant_type: 'password' }, 'unsupported_grant_type'],
])('%j is refused with HTTP 200 and %s', async (wrong, error) => {
  const { token } = await accounts();
  expect(await token({ ...refresh, ...wrong })).toEqual({ status: 200, body: { error } });
});

test('more than ten tokens in ten minutes are refused, and trying again prolongs that', async () => {
  let now = 0;
  const { token } = await accounts({ now: () => now });
  const denied = { status: 400, body: expect.objectContaining({ error: 'Access Denied' }) };
  for (let count = 0; count < 10; count++) expect((await token()).body).toHaveProperty('access_token');
  now = 599_999;
  for (let count = 0; count < 10; count++) expect(await token()).toEqual(denied);
  now = 600_001;
  expect(await token()).toEqual(denied);
  now = 1_200_002;
  expect((await token()).body).toHaveProperty('access_token');
});
