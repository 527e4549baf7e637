// No secret is in any output, plan, ledger or file, whatever fails and whatever a server quotes. The one exception is the
// access token in the token cache, mode 0600.

import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, type Asked, spoiltTenant } from './between.ts';
import { type Env, type Ran, type Room, type Tenant, tenant } from './harness.ts';
import { approves, restricts } from './samples.ts';

const secret = {
  access: 'CANARY-access-5up3r+s&cr/t',
  client: 'CANARY-client-5up3r+s&cr/t',
  refresh: 'CANARY-refresh-5up3r+s&cr/t',
  proxy: 'CANARY-proxy-5up3r',
  url: 'CANARY-url-5up3r',
};
const proxyLogin = Buffer.from(`admin:${secret.proxy}`).toString('base64');
const canary = new RegExp(`CANARY|5up3r|s&cr|s%26cr|${proxyLogin}`);
const withToken: Env = { ID360_ACCESS_TOKEN: secret.access };

const everyCommand = [
  ['plan', '-f', 'a.yaml', '--out', 'plan.json', '--debug'],
  ['drift', '-f', 'a.yaml', '--json'],
  ['apply', '-f', 'a.yaml', '--auto-approve', '--debug'],
  ['apply', '-f', 'a.yaml', '--auto-approve', '--json'],
  ['export', '--debug'],
];

/** Every command that could tell one; then nothing of a secret is anywhere in the room. */
async function expectNoSecret(given: Room, env: Env = {}): Promise<readonly Ran[]> {
  await given.write('a.yaml', approves + restricts.replace('version: 1\n', ''));
  const runs: Ran[] = [];
  for (const args of everyCommand) runs.push(await given.runWith(env, ...args));
  for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toMatch(canary);
  expect(runs.map(({ stderr }) => stderr).join('')).not.toContain('this is a bug');
  for (const [file, text] of await filesIn(given.dir))
    expect([file, canary.exec(text)]).toEqual([file, null]);
  return runs;
}

/** All files below a folder, the token cache and what the test itself wrote left out, with their text. */
async function filesIn(dir: string): Promise<readonly (readonly [string, string])[]> {
  const all = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = all.filter(
    (each) => each.isFile() && !/^(token-[0-9a-f]{32}\.json|trueup\.yaml)$/.test(each.name),
  );
  return Promise.all(
    files.map(
      async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), 'utf8')] as const,
    ),
  );
}

test('a run in which everything works', async () => {
  const given = await tenant({ tokens: [secret.access] }, withToken);
  const runs = await expectNoSecret(given);
  expect(runs.some(({ stdout }) => stdout.includes('Applied: 6 of 6'))).toBe(true);
});

test('a token that is refused', async () => {
  await expectNoSecret(await tenant({ tokens: ['another'] }, withToken));
});

/** Where a server quotes what it was sent. */
const quotes: Readonly<Record<string, (said: string, asked: Asked) => Answer | undefined>> = {
  'the title and detail of 401': (said) => ({ status: 401, body: { error: { title: said, detail: said } } }),
  'the title and detail of 403 of a write': (said, { method }) =>
    method === 'GET'
      ? undefined
      : { status: 403, body: { error: { code: said, title: said, detail: said } } },
  'an error that is a text': (said) => ({ status: 400, body: { error: said } }),
  'an HTML page': (said) => ({ body: `<html><pre>${said.replaceAll('<', '&lt;')}</pre></html>` }),
  'a plain text': (said) => ({ status: 404, body: said }),
  'the results of a bulk call': (said, { path }) =>
    path.endsWith('approve-agent')
      ? {
          body: {
            data: [{ resource_id: '2000000000011', status: 404, error: { title: said, detail: said } }],
          },
        }
      : undefined,
};

test('a server that puts the token into names and settings', async () => {
  const device = { id: '1', name: secret.access, os_type: 'Linux', agent_status: 'pending' };
  const unknown = { ...device, id: '2', agent_status: secret.access };
  const linking = { is_enabled: false, link_restricted_local_accounts: [secret.access, 'administrator'] };
  const world = { devices: [device, unknown], linking };
  await expectNoSecret(await tenant({ world }, withToken));
});

test.each(Object.entries(quotes))('a server that quotes the token in %s', async (_, quote) => {
  const spoil = (asked: Asked) =>
    asked.path.startsWith('/api/')
      ? quote(`Bad header: ${asked.authorization} ${secret.access}`, asked)
      : undefined;
  await expectNoSecret(await spoiltTenant(spoil, {}, withToken));
});

async function refreshing(spoil: (asked: Asked) => Answer | undefined): Promise<Tenant> {
  const given = await spoiltTenant(spoil, {}, { ID360_ACCESS_TOKEN: '' });
  const env = {
    ...given.env,
    ID360_ACCOUNTS_URL: new URL(given.env['ID360_BASE_URL'] ?? '').origin,
    ID360_CLIENT_ID: 'client',
    ID360_CLIENT_SECRET: secret.client,
    ID360_REFRESH_TOKEN: secret.refresh,
  };
  return { ...given, env, runWith: (more, ...args) => given.runWith({ ...env, ...more }, ...args) };
}

const tokenAnswers: Readonly<Record<string, (asked: Asked) => Answer | undefined>> = {
  'a refusal that quotes the form': ({ body }) => ({ body: { error: decodeURIComponent(body) } }),
  'a page that quotes the form': ({ body }) => ({
    status: 400,
    body: `<html>${body} ${secret.client}</html>`,
  }),
  'a server error that quotes the form': ({ body }) => ({ status: 400, body: `oops ${body}` }),
  'a lock-out': ({ body }) => ({ body: { error: 'Access Denied', error_description: body } }),
};

test.each(Object.entries(tokenAnswers))('a sign-in that ends in %s', async (_, answer) => {
  const given = await refreshing((asked) => (asked.path === '/oauth/v2/token' ? answer(asked) : undefined));
  const runs = await expectNoSecret(given);
  expect(runs.filter(({ code }) => code === 8).length).toBeGreaterThan(3);
});

test('the token cache alone holds the access token, for its owner alone', async () => {
  const issued: Answer = { body: { access_token: secret.access, expires_in: 3600 } };
  const given = await refreshing(({ path }) => (path === '/oauth/v2/token' ? issued : undefined));
  await expectNoSecret(given);
  const folder = join(given.dir, 'home', '.cache', 'trueup');
  const [file = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, file))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
  const text = await readFile(join(folder, file), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ value: secret.access });
  expect(text).not.toMatch(/CANARY-(client|refresh)/);
});

test('a proxy with a password: refused, quoted, and malformed', async () => {
  const proxy = createServer();
  const quote = `407 Proxy Authentication Required\r\nx-seen: ${proxyLogin}\r\ncontent-length: 0\r\n\r\n`;
  proxy.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${quote}`));
  proxy.on('request', (request, response) =>
    response.writeHead(407).end(request.headers['proxy-authorization']),
  );
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  // A TCP server that listens has an address with a port.
  const { port } = proxy.address() as AddressInfo;
  const given = await tenant({}, withToken);
  const refused = await expectNoSecret(given, {
    http_proxy: `http://admin:${secret.proxy}@127.0.0.1:${port}`,
  });
  expect(refused.some(({ stderr }) => stderr.includes('407'))).toBe(true);
  await expectNoSecret(given, { http_proxy: `http://admin:${secret.proxy}@[bad` });
  await expectNoSecret(given, { http_proxy: `socks://admin:${secret.proxy}@127.0.0.1:1` });
});

test('a base URL with a password, in the environment and in trueup.yaml', async () => {
  const given = await tenant({}, withToken);
  const urls = [`https://admin:${secret.url}@id360.example/api/v1`, `https://${secret.url}@[bad/`];
  for (const url of urls) await expectNoSecret(given, { ID360_BASE_URL: url });
  for (const url of urls) {
    await given.write(
      'trueup.yaml',
      `version: 1\ntenants: { t: { base_url: "${url}", desired: [a.yaml] } }\n`,
    );
    await expectNoSecret(given);
  }
});
