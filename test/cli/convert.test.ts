// trueup convert, and Terraform JSON as a desired file: the same plan in either spelling, and nothing overwritten.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, type Ran, type Room, room, tenant, writesOf } from './harness.ts';

const examples = join(import.meta.dirname, '../../examples');

/** What a plan does, without where it was read. */
function deedsOf(ran: Ran): unknown {
  const { summary, changes, steps, reason } = documentOf(ran);
  const withoutSource = (_key: string, value: unknown) => (_key === 'source' ? undefined : value);
  return JSON.parse(JSON.stringify({ summary, changes, steps, reason }, withoutSource));
}

async function planOf({ run }: Room, ...files: readonly string[]) {
  const ran = await run('plan', ...files.flatMap((file) => ['-f', file]), '--json');
  return { deeds: deedsOf(ran), ran };
}

const spellings = [
  'small/desired.yaml',
  'windows.yaml',
  'actions/leavers.yaml',
  'actions/moves.yaml',
  'finance/tenants/finance',
];

test.each(spellings)('%s: the same plan as Terraform JSON, and as YAML again', async (path) => {
  const given = await tenant({ devices: 60 }, { ADMANAGER_BASE_URL: 'http://127.0.0.1:9' });
  const { run, dir, simulator } = given;
  await cp(examples, join(dir, 'examples'), { recursive: true });
  const yaml = join('examples', path);
  const converted = await run('convert', '-f', yaml, '--out', 'main.tf.json');
  expect([converted.code, converted.stdout]).toEqual([0, '']);
  const again = await run('convert', '-f', 'main.tf.json', '--out', 'again.yaml');
  expect([again.code, again.stdout]).toEqual([0, '']);
  const first = await planOf(given, yaml);
  expect(first.deeds).toMatchObject({ reason: expect.stringMatching(/^(changes|refused)$/) });
  expect((await planOf(given, 'main.tf.json')).deeds).toEqual(first.deeds);
  expect((await planOf(given, 'again.yaml')).deeds).toEqual(first.deeds);
  expect((await run('validate', '-f', 'main.tf.json')).stdout).toBe('Valid: 1 file.\n');
  expect(writesOf(simulator)).toEqual([]);
});

test('apply and drift take Terraform JSON; the next plan is empty', async () => {
  const given = await tenant({ devices: 40 });
  const { run, write } = given;
  const set =
    'version: 1\ndevice_sets:\n  all: { agent: approved, select: { filter: \'os_type eq "Windows"\' } }\n';
  await write('all.yaml', set);
  await run('convert', '-f', 'all.yaml', '--out', 'all.tf.json');
  const applied = await run('apply', '-f', 'all.tf.json', '--auto-approve');
  expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  expect((await planOf(given, 'all.tf.json')).deeds).toMatchObject({ reason: 'done', changes: [] });
  expect((await run('drift', '-f', 'all.tf.json', '--detailed-exitcode')).code).toBe(0);
});

test('provider.id360 says which tenant, and with which guards', async () => {
  const { dir, run, simulator } = await tenant({ devices: 40 }, { ID360_BASE_URL: '' });
  await writeFile(
    join(dir, 'trueup.yaml'),
    `version: 1\ntenants:\n  acme: { base_url: "${simulator.url}", guards: { max_changes: 0 }, desired: [a.yaml] }\n`,
  );
  await writeFile(
    join(dir, 'a.yaml'),
    'version: 1\ndevice_sets:\n  all: { agent: approved, select: { filter: \'os_type eq "Windows"\' } }\n',
  );
  await mkdir(join(dir, 'stack'));
  expect((await run('convert', '--out', 'stack/a.tf.json')).code).toBe(0);
  const { provider } = JSON.parse(await readFile(join(dir, 'stack/a.tf.json'), 'utf8'));
  expect(provider).toEqual({
    id360: {
      tenant: 'acme',
      base_url: simulator.url,
      ledger: '../.trueup/acme',
      guards: { max_changes: '0' },
    },
  });
  const own = await run('plan', '--json');
  const passed = await run('plan', '-f', 'stack/a.tf.json', '--json');
  expect(JSON.stringify(documentOf(passed)['diagnostics'])).toContain('config.terraform-passed-over');
  await rm(join(dir, 'trueup.yaml'));
  const alone = await run('plan', '-f', 'stack/a.tf.json', '--json');
  expect([own.code, passed.code, alone.code]).toEqual([3, 3, 3]);
  expect([deedsOf(passed), deedsOf(alone)]).toEqual([deedsOf(own), deedsOf(own)]);
  expect(documentOf(alone)).toMatchObject({ tenant: 'acme' });
});

test('the finance example', async () => {
  const { run, dir } = await room();
  await cp(join(examples, 'finance'), dir, { recursive: true });
  const { code, stdout, stderr } = await run('convert');
  expect(code).toBe(0);
  const text = stdout.replace(/"~> [^"]*"/, '"~> VERSION"');
  await expect(text).toMatchFileSnapshot('golden/convert-finance.txt');
  await expect(stderr).toMatchFileSnapshot('golden/convert-finance-notes.txt');
  await writeFile(join(dir, 'finance.tf.json'), stdout);
  const back = await run('convert', '-f', 'finance.tf.json');
  await expect(back.stdout).toMatchFileSnapshot('golden/convert-finance-yaml.txt');
  expect(back.stderr).toBe('Left out: provider.id360 (its place is trueup.yaml), terraform, import.\n');
  const json = documentOf(await run('convert', '-f', 'finance.tf.json', '--json'));
  expect(Object.keys(json)).toEqual(['version', 'account_linking', 'restricted_accounts', 'device_sets']);
});

test('what runs once has no import block, and is told', async () => {
  const { run, dir } = await room();
  await cp(join(examples, 'actions'), dir, { recursive: true });
  const ran = await run('convert', '-f', 'leavers.yaml');
  expect(documentOf(ran)['import']).toEqual([
    { to: 'id360_view_columns.move-users', id: 'move-users/2000000000001' },
  ]);
  expect(ran.stderr).toContain('id360_user_action.park-leavers has no import block');
});

test('unlisted devices that are denied have no resource', async () => {
  const { run, write } = await room();
  await write('a.yaml', 'version: 1\nunlisted_devices: deny\n');
  const { code, stdout, stderr } = await run('convert', '-f', 'a.yaml', '--out', 'a.tf.json');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('a.yaml:2:1 error config.no-resource');
});

test('nothing is overwritten, and a name must tell the spelling', async () => {
  const { run, write, dir } = await room();
  await write('a.yaml', 'version: 1\ndevice_sets: { a: { agent: approved, select: { ids: ["1"] } } }\n');
  await write('b.tf.json', 'mine');
  const there = await run('convert', '-f', 'a.yaml', '--out', 'b.tf.json');
  expect([there.code, there.stderr]).toEqual([1, expect.stringContaining('cli.unwritable')]);
  expect(await readFile(join(dir, 'b.tf.json'), 'utf8')).toBe('mine');
  for (const args of [
    ['--out', 'c.json'],
    ['--to', 'yaml', '--out', 'c.tf.json'],
    ['-f', 'd.tf.json'],
  ]) {
    await write('d.tf.json', '{}');
    const ran = await run('convert', '-f', 'a.yaml', ...args);
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([1, '', expect.stringContaining('cli.usage')]);
  }
  expect((await run('convert', '-f', 'a.yaml', '-f', 'd.tf.json', '--to', 'terraform')).code).toBe(0);
  expect((await run('convert')).stderr).toContain('config.no-files');
});

test('a secret in a configuration, or in a URL, goes nowhere', async () => {
  const { run, write } = await room();
  const secret = { provider: { id360: { access_token: 'canary-1' } } };
  await write('a.tf.json', JSON.stringify(secret));
  for (const command of ['convert', 'validate', 'plan']) {
    const { code, stdout, stderr } = await run(command, '-f', 'a.tf.json', '--json');
    expect(code).toBe(1);
    expect(stdout).toContain('config.secret-in-file');
    expect(stdout + stderr).not.toContain('canary');
  }
  await write('a.yaml', 'version: 1\nrestricted_accounts: { names: [] }\n');
  for (const url of [
    'base_url: "https://u:canary-2@id360.example/api/v1"',
    'admanager: { base_url: "https://u:canary-2@ad.example" }',
  ]) {
    await write('trueup.yaml', `version: 1\ntenants: { acme: { ${url} } }\n`);
    const { code, stdout, stderr } = await run('convert', '-f', 'a.yaml');
    expect(code).not.toBe(0);
    expect(stdout + stderr).not.toContain('canary');
  }
});

test('mistakes of provider.id360 and of resources are told in one run', async () => {
  const { run, write } = await room();
  const configuration = {
    provider: { id360: { data_center: 'mars' } },
    resource: { id360_device_set: { a: { agent: 'aproved', select: { ids: ['1'] } }, b: { count: 2 } } },
  };
  await write('a.tf.json', JSON.stringify(configuration, null, 2));
  const { code, stdout } = await run('validate', '-f', 'a.tf.json', '--json');
  const { diagnostics } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(
    diagnostics.map(({ code: one, where }: { code: string; where: { line: number } }) => [one, where.line]),
  ).toEqual([
    ['config.wrong-value', 4],
    ['config.wrong-value', 10],
    ['config.terraform-meta', 18],
  ]);
});
