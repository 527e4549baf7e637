// trueup.yaml with two tenants: each has its own root, credentials, files, ledger and guards.

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/index.ts';
import { documentOf, room, writesOf } from './harness.ts';
import { deniesAll, restricts } from './samples.ts';

async function twoTenants() {
  const [north, south] = await Promise.all([
    startSimulator({ devices: 10, tokens: ['north-token'] }),
    startSimulator({ devices: 10, tokens: ['south-token'] }),
  ]);
  const own = await room({ N_ID360_ACCESS_TOKEN: 'north-token', S_ID360_ACCESS_TOKEN: 'south-token' });
  await own.write(
    'trueup.yaml',
    `version: 1
tenants:
  north: { base_url: "${north.url}", desired: [north], credentials: N_ }
  south: { base_url: "${south.url}", desired: [south], credentials: S_, guards: { max_denials: 0 } }
`,
  );
  for (const name of ['north', 'south']) await mkdir(join(own.dir, name));
  await own.write('north/a.yaml', restricts);
  await own.write('south/a.yaml', deniesAll);
  const close = () => Promise.all([north.close(), south.close()]);
  return { ...own, north, south, close };
}

test('--tenant picks root, token, files, ledger and guards', async () => {
  const { run, dir, north, south, close } = await twoTenants();
  const plan = await run('plan', '--tenant', 'north', '--json');
  expect(documentOf(plan)).toMatchObject({ tenant: 'north', base_url: north.url, summary: { change: 1 } });
  expect((await run('apply', '--tenant', 'north', '--auto-approve')).code).toBe(0);
  expect(await readdir(join(dir, '.trueup', 'north'))).toContain('ledger.json');
  expect((await run('plan', '--tenant', 'south')).code).toBe(3);
  expect(writesOf(south)).toEqual([]);
  await close();
});

test('a plan of one tenant is not applied to the other', async () => {
  const { run, south, close } = await twoTenants();
  const made = await run('plan', '--tenant', 'north', '--out', 'plan.json');
  expect([made.code, made.stderr]).toEqual([
    0,
    expect.stringContaining('trueup apply --tenant north plan.json'),
  ]);
  const ran = await run('apply', 'plan.json', '--tenant', 'south', '--json');
  expect(documentOf(ran)['failure']).toMatchObject({ code: 'plan.other-tenant' });
  expect(south.requests).toEqual([]);
  await close();
});

test.each([
  [[], 'config.which-tenant', /--tenant north/],
  [['--tenant', 'nort'], 'config.unknown-tenant', /did you mean --tenant north/],
  [['--tenant', 'north', '--config', 'missing.yaml'], 'config.unreadable', /missing\.yaml/],
])('plan %j says which tenants there are', async (args, code, words) => {
  const { run, north, south, close } = await twoTenants();
  const ran = await run('plan', ...args);
  expect([ran.code, ran.stdout]).toEqual([1, '']);
  expect(ran.stderr).toContain(code);
  expect(ran.stderr.replace(/\s+/g, ' ')).toMatch(words);
  expect([...north.requests, ...south.requests]).toEqual([]);
  await close();
});

test("a tenant's token is not taken from another one's variable, nor from the one without prefix", async () => {
  const { runWith, close } = await twoTenants();
  const ran = await runWith(
    { N_ID360_ACCESS_TOKEN: '', ID360_ACCESS_TOKEN: 'north-token' },
    'plan',
    '--tenant',
    'north',
  );
  expect([ran.code, ran.stderr]).toEqual([8, expect.stringContaining('N_ID360_ACCESS_TOKEN')]);
  await close();
});

test('--config names another file, and its paths are relative to it', async () => {
  const { run, dir, write, close } = await twoTenants();
  await mkdir(join(dir, 'elsewhere', 'north'), { recursive: true });
  await write(
    'elsewhere/other.yaml',
    `version: 1\ntenants: { x: { base_url: "https://id360.example", desired: [north] } }\n`,
  );
  await write('elsewhere/north/b.yaml', restricts);
  const ran = await run('validate', '--config', 'elsewhere/other.yaml', '--json');
  expect(documentOf(ran)).toMatchObject({ reason: 'done', files: ['elsewhere/north/b.yaml'] });
  await close();
});

test('without any tenant, the variables that name one are named', async () => {
  const { run, write } = await room();
  await write('a.yaml', restricts);
  const ran = await run('plan', '-f', 'a.yaml');
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('ID360_BASE_URL')]);
  expect((await run('validate', '-f', 'a.yaml')).code).toBe(0);
});
