// Calls that no endpoint takes: each is refused with the status and code of the contract, before anything is done.

import { request } from 'node:http';
import { expect, test } from 'vitest';
import { simulate } from './support.ts';

const linking = '/device-account-linking';

test.each([
  ['GET /users', 404, '00000104'],
  ['GET /devices/1/2/3', 404, '00000104'],
  ['POST /devices', 405, '00000105'],
  ['GET /device/approve-agent', 405, '00000105'],
  ['GET /devices/%E0%A4%A', 400, '00000100'],
  [`PATCH ${linking}`, 415, '00000103'],
])('%s is a %i', async (call, status, code) => {
  const { send } = await simulate();
  const answer = await send(call);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
});

test('a path outside the API is a 404', async () => {
  const { accountsUrl } = await simulate();
  expect((await fetch(`${accountsUrl}/api/v2/devices`)).status).toBe(404);
  expect((await fetch(accountsUrl)).status).toBe(404);
});

test('another content type is a 415, on any call with a body', async () => {
  const { send } = await simulate();
  const ask = { body: '{}', headers: { 'Content-Type': 'text/plain' } };
  expect((await send(`PATCH ${linking}`, ask)).status).toBe(415);
  expect((await send('POST /device/2000000000001/approve-agent', ask)).status).toBe(415);
});

test('a body that is not JSON is a 400, one over a megabyte a 413', async () => {
  const { send } = await simulate();
  const broken = await send(`PATCH ${linking}`, { body: '{"is_enabled":' });
  expect([broken.status, broken.body.error.code]).toEqual([400, '00000100']);
  expect((await send(`PATCH ${linking}`, { body: 'x'.repeat(1_048_577) })).status).toBe(413);
});

test('a body without a length is a 411', async () => {
  const { url } = await simulate();
  const status = await new Promise((resolve, reject) => {
    const headers = { Authorization: 'Zoho-oauthtoken t', 'Transfer-Encoding': 'chunked' };
    const sent = request(`${url}${linking}`, { method: 'PATCH', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
    sent.end('{}');
  });
  expect(status).toBe(411);
});

test('the log has every API call, and no header of any', async () => {
  const { send, requests } = await simulate({ now: () => 5 });
  await send('GET /devices?limit=1');
  await send('GET /users');
  expect(requests).toEqual([
    { method: 'GET', path: '/api/v1/devices', query: { limit: '1' }, status: 200, at: 5 },
    { method: 'GET', path: '/api/v1/users', query: {}, status: 404, at: 5 },
  ]);
});
