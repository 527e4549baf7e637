// Signing in with a refresh token: fetched once, kept, renewed in time and after a 401, and never asked in vain.

import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClientOptions } from '../../src/api/client.ts';
import { clientFor, failureOf, fakeClock, json, type Reply, request, reset, serve, text } from './support.ts';

const get = request('GET', '/devices/1');
const hour = 3_600_000;
/** Accounts hosts here give out t1, t2, … */
const numbered = (): Reply => {
  let count = 0;
  return (...args) => {
    count += 1;
    json(200, { access_token: `t${count}`, expires_in: 3600, api_domain: 'https://elsewhere.example' })(
      ...args,
    );
  };
};
const credentials = (accountsUrl: string, refreshToken = 'refresh-1') => ({
  by: 'refresh' as const,
  clientId: 'client',
  clientSecret: 'secret',
  refreshToken,
  accountsUrl,
});

/** An API and an accounts host with these answers, and clients for them as separate runs would have. */
async function hosts(api: readonly Reply[], accounts: readonly Reply[]) {
  const [apiHost, accountsHost] = [await serve(...api), await serve(...accounts)];
  const cacheDir = join(await mkdtemp(join(tmpdir(), 'trueup-test-')), 'cache');
  const clock = fakeClock();
  const client = (options: Partial<ClientOptions> = {}) =>
    clientFor(apiHost.url, { credentials: credentials(accountsHost.url), cacheDir, clock, ...options });
  const used = () =>
    apiHost.seen.map(({ headers }) => headers.authorization?.slice('Zoho-oauthtoken '.length));
  return { client, clock, used, cacheDir, api: apiHost, accounts: accountsHost };
}

test('a token is fetched with a form, once for calls side by side', async () => {
  const { client, used, accounts } = await hosts([json(200, {})], [numbered()]);
  const { reader } = client();
  await Promise.all([reader.read(get), reader.read(get), reader.read(get)]);
  expect(used()).toEqual(['t1', 't1', 't1']);
  expect(accounts.seen).toHaveLength(1);
  expect(accounts.seen[0]).toMatchObject({ method: 'POST', url: '/oauth/v2/token' });
  expect(Object.fromEntries(new URLSearchParams(accounts.seen[0]?.body))).toEqual({
    grant_type: 'refresh_token',
    client_id: 'client',
    client_secret: 'secret',
    refresh_token: 'refresh-1',
  });
});

test('it is renewed a minute before its end', async () => {
  const { client, clock, used } = await hosts([json(200, {})], [numbered()]);
  const { reader } = client();
  await reader.read(get);
  clock.advance(hour - 61_000);
  await reader.read(get);
  clock.advance(2_000);
  await reader.read(get);
  expect(used()).toEqual(['t1', 't1', 't2']);
});

describe('between runs', () => {
  test('the token is kept, in a file for its owner alone', async () => {
    const { client, used, cacheDir } = await hosts([json(200, {})], [numbered()]);
    await client().reader.read(get);
    await client().reader.read(get);
    expect(used()).toEqual(['t1', 't1']);
    const files = await readdir(cacheDir);
    expect(files).toEqual([expect.stringMatching(/^token-[0-9a-f]{32}\.json$/)]);
    expect((await stat(join(cacheDir, files[0] ?? ''))).mode & 0o777).toBe(0o600);
    expect((await stat(cacheDir)).mode & 0o777).toBe(0o700);
  });

  test('another refresh token does not use it', async () => {
    const { client, used, accounts } = await hosts([json(200, {})], [numbered()]);
    await client().reader.read(get);
    await client({ credentials: credentials(accounts.url, 'refresh-2') }).reader.read(get);
    expect(used()).toEqual(['t1', 't2']);
  });

  test.each(['', '{"format":', '[]', '{"format":"trueup.token/1","value":"a\\nb","renewAt":9e15}'])(
    'a file that holds %o is replaced',
    async (content) => {
      const { client, used, cacheDir } = await hosts([json(200, {})], [numbered()]);
      await client().reader.read(get);
      const [file = ''] = await readdir(cacheDir);
      await writeFile(join(cacheDir, file), content);
      await client().reader.read(get);
      await client().reader.read(get);
      expect(used()).toEqual(['t1', 't2', 't2']);
      expect(JSON.parse(await readFile(join(cacheDir, file), 'utf8'))).toMatchObject({ value: 't2' });
    },
  );

  test('a folder that cannot be written costs nothing else', async () => {
    const { client, used, cacheDir } = await hosts([json(200, {})], [numbered()]);
    await writeFile(cacheDir, 'a file where the folder should be');
    expect((await client().reader.read(get)).ok).toBe(true);
    expect(used()).toEqual(['t1']);
  });
});

describe('after a 401', () => {
  const once: readonly Reply[] = [json(401, {}), json(200, {})];

  test('the call goes on with a new token, a write that is not repeatable too', async () => {
    const { client, used } = await hosts(once, [numbered()]);
    const sent = await client().writer.send(request('POST', '/sync'), { repeatable: false });
    expect(sent.state).toBe('answered');
    expect(used()).toEqual(['t1', 't2']);
  });

  test('calls side by side share the new token', async () => {
    const old: Reply = (res, seen, req) =>
      json(seen.headers.authorization?.endsWith('t1') ? 401 : 200, {})(res, seen, req);
    const { client, accounts } = await hosts([old], [numbered()]);
    const { reader } = client();
    const read = await Promise.all([reader.read(get), reader.read(get), reader.read(get)]);
    expect(read.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(accounts.seen).toHaveLength(2);
  });

  test('and another, the sign-in has failed, and no call asks for more tokens', async () => {
    const { client, accounts } = await hosts([json(401, {})], [numbered()]);
    const { reader } = client();
    for (let i = 0; i < 3; i += 1)
      expect(failureOf(await reader.read(get))).toMatchObject({
        code: 'api.unauthorized',
        reason: 'sign_in',
      });
    expect(accounts.seen).toHaveLength(2);
  });
});

describe('a sign-in that fails', () => {
  test.each([
    ['200', 200, 'invalid_code', 'api.sign-in-refused', /invalid_code/],
    ['400', 400, 'invalid_client', 'api.sign-in-refused', /invalid_client/],
    ['Access Denied', 400, 'Access Denied', 'api.sign-in-locked', /no more access tokens/],
    ['Access Denied at 500', 500, 'Access Denied', 'api.sign-in-locked', /no more/],
  ])('with %s is asked once', async (_, status, error, code, summary) => {
    const { client, accounts, api } = await hosts([json(200, {})], [json(status, { error })]);
    const { reader } = client();
    const failure = failureOf(await reader.read(get));
    expect(failure).toMatchObject({ code, reason: 'sign_in', where: { call: 'POST /oauth/v2/token' } });
    expect(failure.summary).toMatch(summary);
    if (code === 'api.sign-in-locked') expect(failure.next).toContain('10 minutes');
    expect(failureOf(await reader.read(get)).code).toBe(code);
    expect(accounts.seen).toHaveLength(1);
    expect(api.seen).toHaveLength(0);
  });

  test.each([
    ['HTML', text(200, '<html>Proxy'), 'api.token-garbled', /begins with: <html>Proxy/],
    [
      'half an answer',
      text(200, '{"access_token":"1000.abcdef'),
      'api.token-garbled',
      /not an answer of OAuth/,
    ],
    ['no token', json(200, {}), 'api.token-garbled', /not an answer of OAuth/],
    [
      'a token with a line break',
      json(200, { access_token: 'abcdef\r\nx: y' }),
      'api.token-garbled',
      /not an/,
    ],
    ['resets', reset, 'api.connection-lost', /broke/],
  ])('with %s is told, without any of the token', async (_, reply, code, why) => {
    const { client } = await hosts([json(200, {})], [reply]);
    const failure = failureOf(await client().reader.read(get));
    expect(failure.code).toBe(code);
    expect(failure.why).toMatch(why);
    expect(JSON.stringify(failure)).not.toContain('abcdef');
  });

  test.each([
    ['refused', json(200, { error: 'invalid_code' }), 'ACME_ID360_CLIENT_ID'],
    ['garbled', json(200, {}), 'ACME_ID360_ACCOUNTS_URL'],
    ['given no valid token', numbered(), 'ACME_ID360_ACCESS_TOKEN'],
  ])('%s names the variables of its tenant', async (_, reply, variable) => {
    const { client } = await hosts([json(401, {})], [reply]);
    const { next } = failureOf(await client({ prefix: 'ACME_' }).reader.read(get));
    expect(next).toContain(variable);
    expect(next).not.toMatch(/(?<!ACME_)ID360_/);
  });

  test('is never a lost write', async () => {
    const { client } = await hosts([json(200, {})], [json(200, { error: 'invalid_code' })]);
    const sent = await client().writer.send(request('POST', '/sync'), { repeatable: false });
    expect(sent).toMatchObject({ state: 'refused', failure: { reason: 'sign_in' } });
  });

  test('in passing is tried again', async () => {
    const { client, used } = await hosts([json(200, {})], [json(503, {}), reset, numbered()]);
    expect((await client().reader.read(get)).ok).toBe(true);
    expect(used()).toEqual(['t1']);
  });
});
