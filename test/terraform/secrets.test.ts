// No secret is in any output, log, plan, state, ledger or file that a terraform command leaves behind, whatever fails and
// whatever a server quotes. The one exception is the access token in the token cache, which is its owner's alone.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { action, columns, linking, move } from './faults-support.ts';
import { acceptance } from './kit/suite.ts';
import { laptops } from './kit/tenant.ts';
import { block, environment, expectNoSecret, room, type Spoil, secret, textsIn } from './secrets-support.ts';

const inBlock = block(`
  access_token = var.access
  admanager = { base_url = "http://127.0.0.1:9", auth_token = var.admanager }
`);
const refreshing = block(`
  client_id = var.id
  client_secret = var.client
  refresh_token = var.refresh
`);

acceptance('secrets', () => {
  test('the search finds what is compressed', async () => {
    const tf = await room(`${inBlock}resource "terraform_data" "slip" {\n input = "5up3r"\n}\n`, {});
    await tf.plan(['-target=terraform_data.slip'], { expect: 2 });
    const texts = textsIn(readFileSync(join(tf.dir, 'tfplan')));
    expect(texts.some((text) => text.includes('5up3r'))).toBe(true);
  });

  test('from the environment, where everything works', async () => {
    const tf = await room(linking + columns + action + move, environment, {
      tokens: [secret.access],
      admanagerToken: secret.admanager,
      world: { devices: laptops(3), accounts: { '2000000000001': [] } },
    });
    const [plan, apply] = await expectNoSecret(tf);
    expect([plan?.code, apply?.code]).toEqual([0, 0]);
  });

  test('from the provider block, where everything works', async () => {
    const [plan, apply] = await expectNoSecret(await room(inBlock, {}, { tokens: [secret.access] }));
    expect([plan?.code, apply?.code]).toEqual([0, 0]);
  });

  test.each([
    ['the environment', '', environment],
    ['the provider block', inBlock, {}],
  ])('from %s, refused', async (_, config, env) => {
    const [plan] = await expectNoSecret(await room(config, env, { tokens: ['another'] }));
    expect(plan?.said).toContain('give a fresh ID360_ACCESS_TOKEN');
  });

  test('a block that is wrong in another place', async () => {
    const wrong = block('guards = { max_denials = "ten" }\n access_token = var.access');
    const [plan] = await expectNoSecret(await room(wrong, {}));
    expect(plan?.said).toContain('max_denials is "ten"');
  });
});

/** Where a server quotes what it was sent, in one thing or another. */
const quotes: Readonly<Record<string, (said: string) => Spoil>> = {
  'the title and detail of 401': (said) => () => ({
    status: 401,
    body: { error: { title: said, detail: said } },
  }),
  'the title and detail of 403 of a write':
    (said) =>
    ({ method }) =>
      method === 'GET'
        ? undefined
        : { status: 403, body: { error: { code: said, title: said, detail: said } } },
  'an HTML page': (said) => () => ({ body: `<html><pre>${said}</pre></html>` }),
  'the results of a bulk call':
    (said) =>
    ({ path }) =>
      path.endsWith('approve-agent')
        ? {
            body: {
              data: [{ resource_id: '2000000000001', status: 404, error: { title: said, detail: said } }],
            },
          }
        : undefined,
};

acceptance('a server that quotes the token', () => {
  test.each(Object.entries(quotes))('in %s', async (_, quote) => {
    const spoil: Spoil = (asked) =>
      asked.path.startsWith('/api/')
        ? quote(`Bad header: ${asked.authorization} ${secret.access}`)(asked)
        : undefined;
    await expectNoSecret(await room(inBlock, {}, {}, spoil));
  });

  test('in names and states of devices, which become members and changes', async () => {
    const [first = {}, ...others] = laptops(3);
    const devices = [{ ...first, name: secret.access, agent_status: secret.access }, ...others];
    await expectNoSecret(await room(inBlock, {}, { world: { devices } }));
  });
});

acceptance('a sign-in with a refresh token', () => {
  test('that works: the token cache alone holds the access token', async () => {
    const issued: Spoil = ({ path }) =>
      path === '/oauth/v2/token' ? { body: { access_token: secret.access, expires_in: 3600 } } : undefined;
    const tf = await room(refreshing, {}, {}, issued);
    const [plan] = await expectNoSecret(tf);
    expect(plan?.code).toBe(0);
    const folder = join(tf.dir, '.kit/home/.cache/trueup');
    const [file = '', ...others] = readdirSync(folder).filter((name) => name.startsWith('token-'));
    expect(others).toEqual([]);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/CANARY-(client|refresh|id)/);
  });

  test('that is refused, and the form quoted', async () => {
    const quote: Spoil = ({ path, body }) =>
      path === '/oauth/v2/token'
        ? { body: { error: `${decodeURIComponent(body)} ${secret.client}` } }
        : undefined;
    const [plan] = await expectNoSecret(await room(refreshing, {}, {}, quote));
    expect(plan?.code).toBe(1);
  });
});
