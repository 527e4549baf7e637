// Requests for ADManager Plus: how they go on the wire, where the token may be seen, what becomes of them, and what
// must be set up.

import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type AdmanagerInput,
  admanagerFrom,
  admanagerUrlFrom,
  type ClientOptions,
  createClient,
  createReadingClient,
} from '../../src/api/client.ts';
import type { ApiRequest } from '../../src/model/call.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import {
  clientFor,
  failureOf,
  fakeClock,
  json,
  must,
  type Reply,
  request,
  reset,
  serve,
  silence,
  text,
} from './support.ts';

const token = 'canary+244f8f17/041d=4c85&9924';
const inputData = [
  {
    RequestAction: 'MOVE_USER',
    Subject: 'Müller & Söhne',
    Container: 'OU=managers,DC=admp,DC=local',
    accounts: [{ sAMAccountName: 'john' }],
  },
];
const move: ApiRequest = {
  service: 'admanager',
  method: 'POST',
  path: '/RestAPI/CreateWorkFlowRequest',
  query: {},
  body: { domainName: 'admp.local', PRODUCT_NAME: 'RESTAPI', inputData },
};
const created = [
  { Subject: 'Move Users', requestId: 6303, statusMessage: 'Successfully created the request.', status: '1' },
];

/** A client of two servers: Identity360 nowhere, unless `identity360` says where. */
const client = (url: string, { identity360 = 'http://127.0.0.1:9', ...options }: Options = {}) =>
  clientFor(identity360, { admanager: { baseUrl: url, token }, ...options });
type Options = Partial<ClientOptions> & { identity360?: string };

const send = (url: string, options?: Options) =>
  client(url, options).writer.send(move, { repeatable: false });

describe('on the wire', () => {
  test('the fields go as a form to the host itself, with the token among them', async () => {
    const { url, seen } = await serve(json(200, created));
    expect(await send(url)).toEqual({ state: 'answered', answer: { status: 200, body: created } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/RestAPI/CreateWorkFlowRequest' });
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    const form = new URLSearchParams(seen[0]?.body);
    expect([...form.keys()]).toEqual(['domainName', 'PRODUCT_NAME', 'inputData', 'AuthToken']);
    expect(form.get('domainName')).toBe('admp.local');
    expect(form.get('AuthToken')).toBe(token);
    expect(JSON.parse(form.get('inputData') ?? '')).toEqual(inputData);
  });

  test('JSON in the form is ASCII, whatever character set the server supposes', async () => {
    const { url, seen } = await serve(json(200, created));
    await send(url);
    expect(new URLSearchParams(seen[0]?.body).get('inputData')).toContain('M\\u00fcller');
  });

  test('the token is in no URL and in no header, and no token of Identity360 goes along', async () => {
    const { url, seen } = await serve(json(200, created));
    await send(url);
    expect(JSON.stringify([seen[0]?.url, seen[0]?.headers])).not.toMatch(/canary|token-1/);
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(seen[0]?.body).not.toContain('token-1');
  });

  test('a token that a request brings along does not count', async () => {
    const { url, seen } = await serve(json(200, created));
    const request = { ...move, body: { AuthToken: 'another' } };
    await client(url).writer.send(request, { repeatable: false });
    expect(new URLSearchParams(seen[0]?.body).getAll('AuthToken')).toEqual([token]);
  });

  test('its token does not go to Identity360', async () => {
    const [api, other] = [await serve(json(200, {})), await serve(json(200, created))];
    const { reader, writer } = client(other.url, { identity360: api.url });
    await writer.send(request('POST', '/x'), { repeatable: false });
    must(await reader.read(request('GET', '/x')));
    expect(other.seen).toEqual([]);
    expect(api.seen).toHaveLength(2);
    expect(JSON.stringify(api.seen)).not.toContain('canary');
  });

  test('calls to both servers are counted, repeats included', async () => {
    const [api, other] = [await serve(json(200, {})), await serve(json(429, {}), json(200, created))];
    const { reader, writer } = client(other.url, { identity360: api.url });
    must(await reader.read(request('GET', '/x')));
    await writer.send(move, { repeatable: false });
    expect(reader.requests()).toBe(3);
  });

  test('a pause that it asks for does not hold Identity360', async () => {
    const clock = fakeClock();
    const [api, other] = [await serve(json(200, {})), await serve(json(429, {}, { 'retry-after': '900' }))];
    let told = (_: string): void => undefined;
    const waiting = new Promise<string>((resolve) => {
      told = resolve;
    });
    const { reader, writer } = client(other.url, {
      identity360: api.url,
      limits: { deadlineMs: 1_000_000 },
      clock: { ...clock, sleep: () => new Promise(() => undefined) },
      onNote: (note) => told(note),
    });
    void writer.send(move, { repeatable: false });
    expect(await waiting).toContain('waiting 900 s');
    must(await reader.read(request('GET', '/x')));
  });

  test('proxies hold for it too, and NO_PROXY goes around them', async () => {
    const [proxy, other] = [await serve(json(200, created)), await serve(json(200, created))];
    await send('http://localhost:1', { env: { HTTP_PROXY: proxy.url } });
    expect(proxy.seen[0]?.url).toBe('http://localhost:1/RestAPI/CreateWorkFlowRequest');
    await send(other.url, { env: { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } });
    expect([proxy.seen.length, other.seen.length]).toEqual([1, 1]);
  });
});

test('the simulated ADManager Plus takes it, with the right token only', async () => {
  const simulator = await startSimulator({ admanagerToken: token });
  onTestFinished(() => simulator.close());
  expect(await send(simulator.accountsUrl)).toMatchObject({
    state: 'answered',
    answer: { status: 200, body: [{ Subject: 'Müller & Söhne', requestId: 6303, status: '1' }] },
  });
  expect(simulator.world.workflowRequests()).toMatchObject([{ domainName: 'admp.local', ...inputData[0] }]);
  simulator.set({ admanagerToken: 'another' });
  expect(await send(simulator.accountsUrl)).toMatchObject({
    state: 'answered',
    answer: { status: 200, body: [{ status: '0', statusMessage: 'Invalid AuthToken.' }] },
  });
  expect(JSON.stringify(simulator.requests)).not.toContain('canary');
});

describe('what becomes of a request', () => {
  const doubtful: readonly (readonly [string, Reply])[] = [
    ['500', json(500, {})],
    ['503', json(503, {}, { 'retry-after': '1' })],
    ['a reset', reset],
    ['silence', silence],
    ['a cut answer', text(200, '[{"Subject":"Move')],
    ['HTML', text(200, '<html>Sign in</html>')],
    ['nothing at all', text(200, '')],
    ['an error under a 200', json(200, { error: 'denied' })],
  ];

  test.each(doubtful)('%s: lost, and sent once', async (_, reply) => {
    const { url, seen } = await serve(reply, json(200, created));
    const limits = reply === silence ? { timeoutMs: 500 } : {};
    expect((await send(url, { limits })).state).toBe('lost');
    expect(seen).toHaveLength(1);
  });

  test('a failure in its own words is an answer, for the kind to read', async () => {
    const failed = [{ status: '0', statusMessage: 'Invalid AuthToken' }];
    const { url } = await serve(json(200, failed));
    expect(await send(url)).toEqual({ state: 'answered', answer: { status: 200, body: failed } });
  });

  test('a host that is never reached: refused', async () => {
    const { url, server } = await serve(silence);
    await new Promise((done) => server.close(done));
    expect(await send(url)).toMatchObject({ state: 'refused', failure: { code: 'api.unreachable' } });
  });

  test.each([json(401, {}), text(401, '<html>')])('a 401: refused once, to sign in', async (reply) => {
    const { url, seen } = await serve(reply);
    const sent = await send(url, { prefix: 'ACME_' });
    expect(sent).toMatchObject({
      state: 'refused',
      failure: { code: 'api.unauthorized', reason: 'sign_in', status: 401 },
    });
    expect(JSON.stringify(sent)).toContain('ACME_ADMANAGER_AUTH_TOKEN');
    expect(seen).toHaveLength(1);
  });

  test('a 429 was surely not carried out: sent again', async () => {
    const { url, seen } = await serve(json(429, {}), json(200, created));
    expect((await send(url)).state).toBe('answered');
    expect(seen).toHaveLength(2);
  });

  test.each([301, 400, 401, 403, 404, 500])('words for %i speak of no other server', async (status) => {
    const { url } = await serve(text(status, '<html>'));
    expect(JSON.stringify(await send(url))).not.toMatch(/Identity360|ID360_|id360|api\/v1/);
  });
});

describe('the token', () => {
  const forms = [
    token,
    encodeURIComponent(token),
    encodeURIComponent(token).toLowerCase(),
    new URLSearchParams({ token }).toString().slice('token='.length),
    token.replaceAll('&', '&amp;'),
  ];
  const quoted = (status: number): readonly Reply[] => [
    text(status, `<html>POST /RestAPI?AuthToken=${forms.join(' ')}</html>`),
    json(status, { error: { title: forms[0], detail: forms.join(' ') } }),
    json(status, [{ status: '0', statusMessage: `no such token: ${forms.join(' ')}` }]),
    text(status, `[{"status":"0","statusMessage":"no such token: ${token.replaceAll('/', '\\/')}"}]`),
    (res, seen) => res.writeHead(status).end(seen.body),
  ];

  test.each([200, 302, 400, 401, 429, 500])('is masked where a %i quotes it', async (status) => {
    for (const reply of quoted(status)) {
      const notes: string[] = [];
      const { url } = await serve(reply);
      const sent = await send(url, { onNote: (note) => notes.push(note) });
      expect(JSON.stringify([sent, notes])).not.toMatch(/canary|244f8f17/);
    }
  });

  test('is masked where Identity360 quotes it', async () => {
    const api = await serve(json(400, { error: { title: token } }));
    const { reader } = client('http://127.0.0.1:9', { identity360: api.url });
    const read = JSON.stringify(await reader.read(request('GET', '/x')));
    expect(read).toContain('[secret]');
    expect(read).not.toContain('canary');
  });
});

describe('without it', () => {
  test('a writer refuses before anything is sent, and says what to set', async () => {
    const { url, seen } = await serve(json(200, {}));
    const { writer, reader } = clientFor(url, { prefix: 'ACME_' });
    const sent = await writer.send(move, { repeatable: false });
    expect(sent).toMatchObject({
      state: 'refused',
      failure: {
        code: 'api.no-admanager',
        reason: 'sign_in',
        where: { call: 'POST /RestAPI/CreateWorkFlowRequest' },
      },
    });
    expect(JSON.stringify(sent)).toMatch(/ACME_ADMANAGER_BASE_URL.*ACME_ADMANAGER_AUTH_TOKEN/);
    expect([seen.length, reader.requests()]).toEqual([0, 0]);
  });

  test('a client cannot be made over a URL that holds more than a host', () => {
    const admanager = { baseUrl: 'https://ad.example/canary', token };
    const options = { baseUrl: 'https://id360.example', env: {}, clock: fakeClock(), random: () => 0 };
    const rest = { credentials: { by: 'token', accessToken: 't' }, cacheDir: null, version: '1' } as const;
    for (const create of [createClient, createReadingClient])
      expect(failureOf(create({ ...options, ...rest, admanager })).code).toBe('api.bad-url');
  });
});

test('a reader never takes a request for it', async () => {
  const { url, seen } = await serve(json(200, created));
  const get: ApiRequest = { ...move, method: 'GET', body: null };
  await expect(client(url).reader.read(get)).rejects.toThrow('a reader was given');
  expect(seen).toEqual([]);
});

test('a request without fields is a bug, and is not sent', async () => {
  const { url, seen } = await serve(json(200, created));
  const sent = client(url).writer.send({ ...move, body: inputData }, { repeatable: false });
  await expect(sent).rejects.toThrow('no fields');
  expect(seen).toEqual([]);
});

describe('what is set', () => {
  const env = { ADMANAGER_BASE_URL: 'https://ad.example:8443/', ADMANAGER_AUTH_TOKEN: token };
  const from = (input: Partial<AdmanagerInput>) => admanagerFrom({ env, ...input });

  test('both from the environment, or the URL from trueup.yaml', () => {
    expect(must(from({}))).toEqual({ baseUrl: 'https://ad.example:8443', token });
    expect(must(from({ baseUrl: 'https://other.example' })).baseUrl).toBe('https://other.example');
  });

  test('the URL alone needs no token', () => {
    expect(must(admanagerUrlFrom({ env: { ADMANAGER_BASE_URL: 'https://ad.example' } }))).toBe(
      'https://ad.example',
    );
    expect(failureOf(admanagerUrlFrom({ env: {}, prefix: 'ACME_' })).summary).toBe(
      'ACME_ADMANAGER_BASE_URL must be set to reach ADManager Plus',
    );
  });

  test('exactly what is missing is named, with the prefix, and how to set it', () => {
    const both = failureOf(from({ prefix: 'ACME_' }));
    expect(both).toMatchObject({ code: 'api.no-admanager', reason: 'sign_in' });
    expect(both.summary).toMatch(/^ACME_ADMANAGER_BASE_URL and ACME_ADMANAGER_AUTH_TOKEN must be set/);
    expect(both.next).toMatch(/set ACME_ADMANAGER_BASE_URL .*; set ACME_ADMANAGER_AUTH_TOKEN /);
    const { summary } = failureOf(from({ env: {}, baseUrl: 'https://ad.example' }));
    expect(summary).toMatch(/^ADMANAGER_AUTH_TOKEN must be set/);
  });

  test.each(['tok\n', 'to ken', 'tök'])('a token %o is refused, and not printed', (secret) => {
    const failure = failureOf(from({ env: { ...env, ADMANAGER_AUTH_TOKEN: secret } }));
    expect(failure).toMatchObject({ code: 'api.bad-credentials', reason: 'sign_in' });
    expect(JSON.stringify(failure)).not.toContain(secret.slice(0, 2));
    expect(failure.summary).toContain('ADMANAGER_AUTH_TOKEN');
  });

  test.each([
    'https://ad.example/canary',
    'https://ad.example/?AuthToken=canary',
    'https://ad.example/#canary',
    'https://u:canary@ad.example',
    'ftp://ad.example',
    'canary',
  ])('the URL %s is refused without printing it, insecure or not', (baseUrl) => {
    for (const insecure of [false, true]) {
      const failure = failureOf(from({ baseUrl, insecure }));
      expect(failure).toMatchObject({ code: 'api.bad-url', reason: 'sign_in' });
      expect(JSON.stringify(failure)).not.toContain('canary');
    }
  });

  test.each(['http://ad.example:8080', 'http://localhost.evil.example', 'http://10.0.0.1'])(
    'plain %s needs insecure',
    (baseUrl) => {
      const failure = failureOf(from({ baseUrl }));
      expect(failure.code).toBe('api.admanager-insecure');
      expect(failure.next).toContain('set admanager.insecure to true');
      expect(must(from({ baseUrl, insecure: true })).baseUrl).toBe(baseUrl);
    },
  );

  test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'plain %s does not',
    (baseUrl) => {
      expect(must(from({ baseUrl })).baseUrl).toBe(baseUrl);
    },
  );
});
