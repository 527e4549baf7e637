// Proxies from the environment: plain http as an absolute URL, https by CONNECT, and neither for NO_PROXY.

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/api/client.ts';
import { proxySettings } from '../../src/api/proxy.ts';
import { clientFor, failureOf, fakeClock, json, must, request, serve } from './support.ts';

const get = request('GET', '/devices/1');

/** A proxy that answers CONNECT with this status; `connects` are the heads of these requests. */
async function connectProxy(status: number) {
  const proxy = await serve(json(200, { from: 'proxy' }));
  const connects: string[] = [];
  proxy.server.on('connect', (req, socket: Socket) => {
    connects.push(`${req.url} ${req.headers['proxy-authorization'] ?? ''}`);
    socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  return { ...proxy, connects };
}

test('plain http goes to the proxy, with its user and password, and with the token', async () => {
  const { port, seen } = await serve(json(200, { from: 'proxy' }));
  const env = { HTTP_PROXY: `http://me:s%40fe@127.0.0.1:${port}` };
  const { reader } = clientFor('http://localhost:1', { env });
  expect(must(await reader.read(get)).body).toEqual({ from: 'proxy' });
  expect(seen[0]?.url).toBe('http://localhost:1/api/v1/devices/1');
  expect(seen[0]?.headers).toMatchObject({
    host: 'localhost:1',
    'proxy-authorization': `Basic ${Buffer.from('me:s@fe').toString('base64')}`,
    authorization: 'Zoho-oauthtoken token-1',
  });
});

test('https asks the proxy for a tunnel, and a refusal is told once, without the password', async () => {
  const { port, connects } = await connectProxy(407);
  const env = { https_proxy: `http://me:canary@127.0.0.1:${port}` };
  const client = clientFor('https://id360.example', { env });
  const sent = await client.writer.send(request('POST', '/x'), { repeatable: false });
  expect(sent).toMatchObject({ state: 'refused', failure: { code: 'api.proxy-refused' } });
  expect(JSON.stringify(sent)).not.toContain('canary');
  expect(connects).toEqual([`id360.example:443 Basic ${Buffer.from('me:canary').toString('base64')}`]);
});

test('a tunnel that cannot be built is tried again', async () => {
  const { port, connects } = await connectProxy(502);
  const { reader } = clientFor('https://id360.example', { env: { HTTPS_PROXY: `127.0.0.1:${port}` } });
  expect(failureOf(await reader.read(get))).toMatchObject({ code: 'api.unreachable' });
  expect(connects).toHaveLength(4);
});

test('a proxy that wants a password for plain http says so', async () => {
  const { port } = await serve(json(407, {}));
  const { reader } = clientFor('http://localhost:1', { env: { HTTP_PROXY: `http://127.0.0.1:${port}` } });
  expect(failureOf(await reader.read(get))).toMatchObject({ code: 'api.proxy-refused' });
});

test.each(['localhost', '127.0.0.1', 'other.example, 127.0.0.1', '*'])(
  'NO_PROXY %s goes around it',
  async (noProxy) => {
    const [proxy, api] = [await serve(json(200, { from: 'proxy' })), await serve(json(200, { from: 'api' }))];
    const env = { http_proxy: proxy.url, NO_PROXY: noProxy };
    const { reader } = clientFor(api.url, { env });
    const from = noProxy === 'localhost' ? 'proxy' : 'api';
    expect(must(await reader.read(get)).body).toEqual({ from });
  },
);

describe('settings', () => {
  test('lower case wins, https falls back to http, and no proxy is none', () => {
    expect(must(proxySettings({ NO_PROXY: 'x', HTTP_PROXY: '' }))).toBeNull();
    expect(must(proxySettings({ http_proxy: 'http://a', HTTP_PROXY: 'http://b' }))).toEqual({
      httpProxy: 'http://a',
      httpsProxy: 'http://a',
      noProxy: '',
    });
  });

  test.each(['socks5://h:1', 'http://', 'http://canary:%zz@h'])('%s is refused', (proxy) => {
    const failure = failureOf(
      createClient({
        baseUrl: 'https://id360.example',
        credentials: { by: 'token', accessToken: 't' },
        env: { HTTPS_PROXY: proxy },
        clock: fakeClock(),
        random: Math.random,
        cacheDir: null,
        version: '1',
      }),
    );
    expect(failure).toMatchObject({ code: 'api.bad-proxy', summary: expect.stringContaining('HTTPS_PROXY') });
    expect(JSON.stringify(failure)).not.toContain('canary');
  });
});

test('closing ends what is under way', async () => {
  const { url, server } = await serve(() => undefined);
  const client = clientFor(url);
  const [read] = [client.reader.read(get), await once(server, 'request')];
  await client.close();
  expect((await read).ok).toBe(false);
});
