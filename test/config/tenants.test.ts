// trueup.yaml: which tenant, with which policy; every mistake in it at its place, and never a secret in it or out of it.

import { expect, test } from 'vitest';
import { loadTenants, type TenantsInput } from '../../src/config/tenants.ts';
import { defaultGuards } from '../../src/model/guard.ts';
import { cwd, line, memoryDisk } from './support.ts';

const read = (text: string | null, input: Partial<TenantsInput> = {}) =>
  loadTenants({ cwd, env: {}, disk: memoryDisk(text === null ? {} : { 'trueup.yaml': text }), ...input });
const found = async (...given: Parameters<typeof read>) => {
  const result = await read(...given);
  return result.ok ? [] : result.error.map((one) => `${line(one)} | ${one.next}`);
};

const two = 'version: 1\ntenants:\n  acme: { data_center: eu }\n  bolt: { ledger: /var/bolt }\n';

test('without the file: the environment and the defaults', async () => {
  const base = 'https://id360.example/api/v1';
  const result = await read(null, { env: { ID360_BASE_URL: base }, desired: ['x.yaml'] });
  expect(result).toEqual({
    ok: true,
    value: {
      name: 'id360.example',
      baseUrl: base,
      desired: ['x.yaml'],
      ledger: '.trueup',
      credentialsPrefix: '',
      guards: defaultGuards,
      limits: {},
    },
  });
});

test('everything that a tenant can say, with paths relative to the file', async () => {
  const text = `version: 1
defaults: { limits: { concurrency: 4, requests_per_second: 10 } }
tenants:
  acme:
    base_url: https://id360.example/api/v1
    desired: [tenants/acme, /abs]
    ledger: .trueup/acme
    credentials: ACME_
    admanager: { base_url: "https://ad.example" }
    limits: { concurrency: 2 }
    guards:
      max_changes: 500
      max_denials: 2.5%
      max_removals: 0%
      protected_accounts: [BreakGlass]
      lockout_calls: 5
      rules: [{ name: small, assert: "plan.summary.change <= 500" }]
`;
  const disk = memoryDisk({ 'conf/t.yaml': text });
  const result = await loadTenants({
    cwd,
    env: { ID360_BASE_URL: 'https://other' },
    file: 'conf/t.yaml',
    disk,
  });
  expect(result.ok && result.value).toEqual({
    name: 'acme',
    file: 'conf/t.yaml',
    baseUrl: 'https://id360.example/api/v1',
    desired: ['conf/tenants/acme', '/abs'],
    ledger: 'conf/.trueup/acme',
    credentialsPrefix: 'ACME_',
    admanager: { baseUrl: 'https://ad.example', insecure: false },
    limits: { concurrency: 2, requestsPerSecond: 10 },
    guards: {
      maxChanges: { count: 500 },
      maxDenials: { percent: 2.5 },
      maxDeactivations: { percent: 10 },
      maxRemovals: { percent: 0 },
      // Where removals are limited, users that actions delete are too.
      maxDeletions: { percent: 0 },
      protectedAccounts: ['breakglass'],
      lockoutCalls: 5,
      rules: [
        {
          name: 'small',
          assert: 'plan.summary.change <= 500',
          message: '',
          level: 'deny',
          where: { file: 'conf/t.yaml', line: 17, column: 39 },
        },
      ],
    },
  });
});

test('one of several is picked by name; each has a ledger of its own', async () => {
  const [acme, bolt] = [
    await read(two, { tenant: 'acme', desired: ['d'] }),
    await read(two, { tenant: 'bolt' }),
  ];
  expect(acme.ok && acme.value).toMatchObject({
    name: 'acme',
    dataCenter: 'eu',
    ledger: '.trueup/acme',
    desired: ['d'],
  });
  expect(bolt.ok && bolt.value).toMatchObject({ name: 'bolt', ledger: '/var/bolt', desired: [] });
});

test('a base URL of the tenant’s own environment comes before the common one', async () => {
  const text = 'version: 1\ntenants: { acme: { credentials: ACME_ } }\n';
  const env = { ACME_ID360_BASE_URL: 'https://a/api/v1', ID360_BASE_URL: 'https://b/api/v1' };
  const result = await read(text, { env });
  expect(result.ok && result.value.baseUrl).toBe('https://a/api/v1');
});

test('a data centre in the file is not overruled by the common environment, only by the tenant’s own', async () => {
  const env = { ACME_ID360_BASE_URL: 'https://a/api/v1', ID360_BASE_URL: 'https://b/api/v1' };
  const roots = ['', ', credentials: ACME_'].map(async (more) => {
    const result = await read(`version: 1\ntenants: { acme: { data_center: eu${more} } }\n`, { env });
    return result.ok && result.value.baseUrl;
  });
  expect(await Promise.all(roots)).toEqual([undefined, 'https://a/api/v1']);
});

test.each<[string, string | null, Partial<TenantsInput>, string]>([
  [
    'several',
    two,
    {},
    'trueup.yaml config.which-tenant: which tenant is not said | give one of them: --tenant acme',
  ],
  [
    'a slip',
    two,
    { tenant: 'acmee' },
    'trueup.yaml config.unknown-tenant: there is no tenant acmee | did you mean --tenant acme?',
  ],
  [
    'no file for a name',
    null,
    { tenant: 'acme' },
    ' config.no-tenants: there is no trueup.yaml to find the tenant acme in | go to its folder',
  ],
  [
    'a file that is not there',
    null,
    { file: 'x.yaml' },
    'x.yaml config.unreadable: cannot read x.yaml | check the path and its rights',
  ],
])('which tenant: %s', async (_name, text, input, expected) => {
  expect(await found(text, input)).toEqual([expect.stringContaining(expected)]);
});

test('every mistake in one run, with the nearest key', async () => {
  const text = `version: 1
tenats: {}
tenants:
  acme:
    data_centre: us
    guards: { max_denial: 3, max_removals: 120%, lockout_calls: "9", rules: [{ name: x, assert: "true", level: refuse }] }
    client_secret: canary
    credentials: 1000.canary.token
    base_url:
`;
  const mistakes = await found(text);
  expect(mistakes).toEqual([
    'trueup.yaml:2:1 config.unknown-key: unknown key "tenats" | did you mean "tenants"?',
    'trueup.yaml:5:5 config.unknown-key: unknown key "data_centre" in tenants.acme | did you mean "data_center"?',
    'trueup.yaml:6:15 config.unknown-key: unknown key "max_denial" in tenants.acme.guards | did you mean "max_denials"?',
    'trueup.yaml:6:44 config.wrong-value: tenants.acme.guards.max_removals is "120%" | write for example "10%"',
    'trueup.yaml:6:65 config.wrong-type: tenants.acme.guards.lockout_calls is the text "9" | write 9 without quotes',
    'trueup.yaml:6:112 config.wrong-value: tenants.acme.guards.rules[0].level is "refuse" | write one of these',
    'trueup.yaml:7:5 config.secret-in-file: "client_secret" looks like a secret | delete the line, give the value in an environment variable (ID360_…), and renew the secret if it was committed',
    'trueup.yaml:8:18 config.wrong-value: tenants.acme.credentials is (not shown) | write for example "ACME_"',
    'trueup.yaml:9:5 config.no-value: tenants.acme.base_url has no value | write for example "https://id360.manageengine.com/api/v1", or delete the key',
  ]);
  expect(JSON.stringify(await read(text))).not.toContain('canary');
});

test('a name such as __proto__ is no tenant and touches nothing', async () => {
  expect(await found('version: 1\ntenants: { __proto__: { ledger: x } }\n')).toEqual([
    expect.stringContaining('config.wrong-name'),
  ]);
  expect('ledger' in {}).toBe(false);
});

test('a path that begins with ~ is refused where it stands, and ~x is a name like any other', async () => {
  const text = `version: 1
tenants:
  acme:
    desired: [~x, ~/desired, "~"]
    ledger: ~/ledger
`;
  expect(await found(text)).toEqual([
    expect.stringMatching(
      /4:19.*desired is "~.desired", which is not the home folder.*\| write the path without ~/,
    ),
    expect.stringMatching(/4:31.*desired is "~"/),
    expect.stringMatching(/5:13.*ledger is "~.ledger"/),
  ]);
});
