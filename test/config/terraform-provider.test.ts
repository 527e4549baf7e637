// provider.id360 as the tenant: the same policy and the same checks as in trueup.yaml, and never a secret out of it.

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of Terraform, as its files have them
import { expect, test } from 'vitest';
import { passedOver } from '../../src/config/terraform/provider.ts';
import { defaultGuards } from '../../src/model/guard.ts';
import { line } from './support.ts';
import { load, tenant } from './terraform-support.ts';

const block = (body: unknown) => ({ provider: { id360: body } });
const of = async (body: unknown, env = {}) => (await tenant({ 'stacks/a.tf.json': block(body) }, env)).result;
const wrong = async (body: unknown) => {
  const { diagnostics } = await tenant({ 'a.tf.json': block(body) });
  return diagnostics.map(line);
};

test('everything that it can say', async () => {
  const result = await of([
    {
      '//': { metadata: {} },
      tenant: 'acme',
      base_url: 'https://id360.example/api/v1',
      accounts_url: 'https://accounts.example',
      ledger: 'ledgers/acme',
      admanager: { base_url: 'https://ad.example', insecure: false, auth_token: '${var.token}' },
      limits: { concurrency: 2, requests_per_second: 10 },
      guards: {
        max_changes: '500',
        max_denials: '2.5%',
        max_deactivations: null,
        max_removals: '0',
        protected_accounts: ['BreakGlass'],
        lockout_calls: 5,
        rules: [{ name: 'small', assert: 'plan.summary.change <= 500', message: null }],
      },
      access_token: '${var.access}',
      client_secret: null,
    },
  ]);
  expect(result.ok && result.value).toEqual({
    name: 'acme',
    baseUrl: 'https://id360.example/api/v1',
    accountsUrl: 'https://accounts.example',
    desired: ['stacks/a.tf.json'],
    ledger: 'stacks/ledgers/acme',
    credentialsPrefix: '',
    admanager: { baseUrl: 'https://ad.example', insecure: false },
    limits: { concurrency: 2, requestsPerSecond: 10 },
    guards: {
      maxChanges: { count: 500 },
      maxDenials: { percent: 2.5 },
      maxDeactivations: { percent: 10 },
      maxRemovals: { count: 0 },
      maxDeletions: { count: 0 },
      protectedAccounts: ['breakglass'],
      lockoutCalls: 5,
      rules: [
        {
          name: 'small',
          assert: 'plan.summary.change <= 500',
          message: '',
          level: 'deny',
          where: { file: 'stacks/a.tf.json', line: 33, column: 26 },
        },
      ],
    },
  });
});

test('a tenant with a name has a ledger of its own', async () => {
  const ledgers = await Promise.all(
    ['acme', 'other'].map(async (name) => {
      const result = await of({ tenant: name, base_url: 'https://id360.example/api/v1' });
      return result.ok ? result.value.ledger : result.error;
    }),
  );
  expect(ledgers).toEqual(['stacks/.trueup/acme', 'stacks/.trueup/other']);
});

test('an empty block: the environment and the defaults, the ledger beside the file', async () => {
  const result = await of({}, { ID360_BASE_URL: 'https://id360.example/api/v1' });
  expect(result.ok && result.value).toMatchObject({
    name: 'id360.example',
    baseUrl: 'https://id360.example/api/v1',
    ledger: 'stacks/.trueup',
    guards: defaultGuards,
    limits: {},
  });
});

const wrongs: readonly (readonly [body: unknown, found: string])[] = [
  [{ data_centre: 'eu' }, 'config.unknown-key: unknown key "data_centre" in provider.id360'],
  [{ data_center: 'mars' }, 'config.wrong-value: provider.id360.data_center is "mars"'],
  [{ guards: { max_denials: '200%' } }, 'config.wrong-value: provider.id360.guards.max_denials is "200%"'],
  [{ guards: { max_changes: '-1' } }, 'config.wrong-value: provider.id360.guards.max_changes is "-1"'],
  [{ guards: [] }, 'config.wrong-type: provider.id360.guards is a list'],
  [{ guards: { rules: [{ name: 'x', assert: 'plan. >' }] } }, 'config.rule: this rule does not compile'],
  [
    { limits: { concurrency: '2.5' } },
    'config.wrong-type: provider.id360.limits.concurrency is the text "2.5"',
  ],
  [{ tenant: [7] }, 'config.wrong-type: tenant of provider.id360 is not a text'],
  [{ tenant: 'a b' }, 'config.wrong-name: "a b"'],
  [{ base_url: '${var.url}' }, 'config.terraform-expression: only terraform can resolve ${var.url}'],
  [{ alias: 'west' }, 'config.terraform-provider: provider.id360 has an alias'],
  [[{}, {}], 'config.terraform-provider: provider.id360 stands in'],
];

test.each(wrongs)('%j', async (body, expected) => {
  expect(await wrong(body)).toEqual([expect.stringContaining(expected)]);
});

test.each(['access_token', 'client_id', 'client_secret', 'refresh_token'])(
  '%s that is written out',
  async (name) => {
    const { diagnostics } = await load({ 'a.tf.json': block({ [name]: '1000.canary' }) });
    expect(diagnostics.map(line)).toEqual([
      `a.tf.json:4:7 config.secret-in-file: ${name} of provider.id360 is written out`,
    ]);
    expect(diagnostics[0]?.next).toContain('environment variable');
    expect(JSON.stringify(diagnostics)).not.toContain('canary');
  },
);

test('the token of ADManager Plus too, also behind an expression', async () => {
  for (const auth_token of ['canary', 7, 'canary${var.x}', '${var.x}canary', '${upper("canary")}'])
    expect(await wrong({ admanager: { base_url: 'https://ad.example', auth_token } })).toEqual([
      expect.stringContaining('config.secret-in-file: admanager.auth_token of provider.id360'),
    ]);
});

test('a broken line is not shown with what may be a secret', async () => {
  const { diagnostics } = await load({
    'a.tf.json': '{"provider": {"id360": {"client_secret": "canary" "x": 1}}}',
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['config.syntax']);
  expect(JSON.stringify(diagnostics)).not.toContain('canary');
});

test('with trueup.yaml the block is passed over, whatever it says', async () => {
  const files = {
    'trueup.yaml': 'version: 1\ntenants: { acme: { data_center: eu } }\n',
    'a.tf.json': block({ base_url: '${var.url}', alias: 'x' }),
  };
  const { result, diagnostics } = await tenant(files);
  expect(diagnostics).toEqual([]);
  expect(result.ok && result.value).toMatchObject({ name: 'acme', dataCenter: 'eu', file: 'trueup.yaml' });
  const loaded = await load({ 'a.tf.json': files['a.tf.json'] });
  const providers = loaded.ok ? loaded.value.providers : [];
  expect(passedOver(providers).map(({ severity, ...one }) => [severity, line({ severity, ...one })])).toEqual(
    [['warning', 'a.tf.json:3:5 config.terraform-passed-over: provider.id360 is passed over']],
  );
});
test('numbers and booleans in quotes, and the other way round, are what terraform makes of them', async () => {
  const limits = { concurrency: '2', requests_per_second: '0.5' };
  const admanager = { base_url: 'https://ad.example', insecure: 'true' };
  const guards = { lockout_calls: '5', protected_accounts: [7, true] };
  const result = await of({ tenant: 2026, limits, admanager, guards });
  expect(result.ok && result.value).toMatchObject({
    name: '2026',
    limits: { concurrency: 2, requestsPerSecond: 0.5 },
    admanager: { insecure: true },
    guards: { lockoutCalls: 5, protectedAccounts: ['7', 'true'] },
  });
});

test('a path that begins with ~ names the function that Terraform has for it', async () => {
  const { diagnostics } = await tenant({ 'a.tf.json': block({ ledger: '~/ledger' }) });
  expect(diagnostics.map(({ code, next }) => `${code} | ${next}`)).toEqual([
    'config.wrong-value | write pathexpand("~/ledger"), or the path without ~',
  ]);
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: templates of Terraform, as its files have them
