// What may be signed in with, and where to.

import { expect, test } from 'vitest';
import { apiRootOf, createClient, credentialsFrom, parseBaseUrl } from '../../src/api/client.ts';
import { accountsUrlOf } from '../../src/api/hosts.ts';
import { defaultCacheDir } from '../../src/model/cache-folder.ts';
import { failureOf, fakeClock, must } from './support.ts';

const us = 'https://id360.manageengine.com/api/v1';
const secrets = { ID360_CLIENT_ID: 'id', ID360_CLIENT_SECRET: 'se-cret', ID360_REFRESH_TOKEN: 're-fresh' };

test('an access token is taken before a client', () => {
  const env = { ...secrets, ID360_ACCESS_TOKEN: 'tok' };
  expect(must(credentialsFrom({ env, baseUrl: us }))).toEqual({ by: 'token', accessToken: 'tok' });
});

test('a client goes to the accounts host of its data centre, or to the one that is named', () => {
  const at = (baseUrl: string, more = {}) => must(credentialsFrom({ env: { ...secrets, ...more }, baseUrl }));
  expect(at(us)).toMatchObject({ by: 'refresh', accountsUrl: 'https://accounts.zoho.com' });
  expect(at('https://id360.manageengine.ca/api/v1')).toMatchObject({
    accountsUrl: 'https://accounts.zohocloud.ca',
  });
  const named = { ID360_ACCOUNTS_URL: 'http://localhost:9/' };
  expect(at(us, named)).toMatchObject({ accountsUrl: 'http://localhost:9' });
});

test('a prefix reads that tenant’s variables and no others', () => {
  const env = { ...secrets, ACME_ID360_ACCESS_TOKEN: 'tok' };
  expect(must(credentialsFrom({ env, prefix: 'ACME_', baseUrl: us }))).toMatchObject({ by: 'token' });
  expect(failureOf(credentialsFrom({ env: secrets, prefix: 'ACME_', baseUrl: us })).next).toBe(
    'set ACME_ID360_ACCESS_TOKEN, or ACME_ID360_CLIENT_ID, ACME_ID360_CLIENT_SECRET and ACME_ID360_REFRESH_TOKEN',
  );
});

test('a bad accounts URL is told what a good one looks like, with the prefix of its variable', () => {
  const acme = Object.entries({ ...secrets, ID360_ACCOUNTS_URL: 'zoho' });
  const env = Object.fromEntries(acme.map(([name, value]) => [`ACME_${name}`, value]));
  const failure = failureOf(credentialsFrom({ env, prefix: 'ACME_', baseUrl: us }));
  expect(failure.summary).toBe('ACME_ID360_ACCOUNTS_URL cannot be used');
  expect(failure.next).toContain('https://accounts.zoho.com');
});

test('exactly what is missing is named', () => {
  const { ID360_CLIENT_SECRET: _, ...env } = secrets;
  const failure = failureOf(credentialsFrom({ env, baseUrl: us }));
  expect(failure).toMatchObject({ code: 'api.no-credentials', reason: 'sign_in' });
  expect(failure.summary).toBe('ID360_CLIENT_SECRET must be set to sign in');
  const unknownHost = failureOf(credentialsFrom({ env: secrets, baseUrl: 'https://id360.example/api/v1' }));
  expect(unknownHost.summary).toBe('ID360_ACCOUNTS_URL must be set to sign in');
});

test.each(['tok\n', 'to ken', 'tök', 'a\u0000b'])('a token %o is refused, and not printed', (token) => {
  const failure = failureOf(credentialsFrom({ env: { ID360_ACCESS_TOKEN: token }, baseUrl: us }));
  expect(failure).toMatchObject({ code: 'api.bad-credentials', reason: 'sign_in' });
  expect(JSON.stringify(failure)).not.toContain(token.slice(0, 2));
});

test.each([
  'http://accounts.zoho.com',
  'https://u:p@accounts.zoho.com',
  'https://accounts.zoho.com/x',
  'zoho',
])('the accounts URL %s is refused: the client secret would go there', (url) => {
  const env = { ...secrets, ID360_ACCOUNTS_URL: url };
  const failure = failureOf(credentialsFrom({ env, baseUrl: us }));
  expect(failure).toMatchObject({ code: 'api.bad-url', reason: 'sign_in' });
  expect(JSON.stringify(failure)).not.toContain('u:p');
});

test.each([
  ['https://id360.manageengine.com/api/v1///', us],
  ['http://127.0.0.1:8080/api/v1', 'http://127.0.0.1:8080/api/v1'],
  ['http://[::1]:1/', 'http://[::1]:1'],
  ['http://localhost', 'http://localhost'],
])('the base URL %s is %s', (text, root) => {
  expect(must(parseBaseUrl(text))).toBe(root);
});

test.each([
  'http://id360.manageengine.com/api/v1',
  'http://127.evil.example',
  'https://canary:canary@id360.manageengine.com',
  'https://canary@id360.manageengine.com',
  'https://id360.manageengine.com/?key=canary',
  'ftp://localhost',
  'https://canary:can ary@@@:x',
  '',
])('the base URL %o is refused without printing it', (text) => {
  const baseUrl = text;
  const options = { baseUrl, env: {}, clock: fakeClock(), random: Math.random, cacheDir: null, version: '1' };
  const failure = failureOf(createClient({ ...options, credentials: { by: 'token', accessToken: 't' } }));
  expect(failure.code).toBe('api.bad-url');
  expect(JSON.stringify(failure)).not.toContain('canary');
});

test('each data centre has an API root, and its accounts host goes with it', () => {
  expect(apiRootOf('us')).toBe(us);
  expect(apiRootOf('au')).toBe('https://id360.manageengine.com.au/api/v1');
  expect(apiRootOf('constructor')).toBeUndefined();
  expect(accountsUrlOf('https://id360.manageengine.com.au/api/v1')).toBe('https://accounts.zoho.com.au');
});

test.each([
  [{ XDG_CACHE_HOME: '/x', HOME: '/h' }, 'linux', '/x/trueup'],
  [{ HOME: '/h' }, 'linux', '/h/.cache/trueup'],
  [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, 'linux', '/h/.cache/trueup'],
  [{ HOME: '/h' }, 'darwin', '/h/Library/Caches/trueup'],
  [{ LOCALAPPDATA: '/l' }, 'win32', '/l/trueup'],
  [{}, 'linux', null],
] as const)('with %o on %s the cache is at %s', (env, platform, dir) => {
  expect(defaultCacheDir(env, platform)).toBe(dir);
});
