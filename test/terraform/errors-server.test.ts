// Servers that refuse, fail, end early or are not there: one error says so, whatever the number of resources, with what the
// server said and what to do next; nothing is planned, nothing is sent, and Terraform finds no bug in the provider.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, type Asked, spoiltTenant } from '../cli/between.ts';
import { type Problem, problemsOf } from './errors-support.ts';
import type { Env } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant, token } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

acceptance('servers that cannot be read', () => {
  test.each([
    [
      'a token that is refused',
      { tokens: ['another'] },
      'api.unauthorized',
      /give a fresh ID360_ACCESS_TOKEN/,
    ],
    ['a token without the scope', { scopes: ['id360.admin.ALL'] }, 'api.forbidden', /id360\.device\.READ/],
  ])('%s', async (_, options, code, next) => {
    const acme = await tenant(options);
    const tf = await workspace(twoSets, { env: acme.env });
    const { result, writes } = await acme.during(() => problemsOf(tf));
    expectOne(result, code, next);
    expect(writes).toEqual([]);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test.each<[string, (asked: Asked) => Answer | undefined, string, RegExp]>([
    [
      'a server that fails',
      () => failing,
      'api.server-error',
      /The disk is full .* answered with 500, 8 times/s,
    ],
    [
      'a listing that ends in the middle',
      ({ query }) => (query.has('cursor') ? failing : undefined),
      'api.server-error',
      /The disk is full/,
    ],
    ['an answer that is no JSON', () => ({ body: '<html>Sign in</html>' }), 'api.not-json', /HTML/i],
    ['an answer of another shape', () => ({ body: { data: 'none' } }), 'api.wrong-shape', /data/],
  ])('%s', async (_, answer, code, told) => {
    const acme = await spoiltTenant(
      (asked) => (asked.path.endsWith('/devices') ? answer(asked) : undefined),
      {
        world: { devices: laptops(5) },
        maxLimit: 2,
      },
    );
    const tf = await workspace(twoSets, { env: reach(acme.env) });
    const problems = await problemsOf(tf);
    expectOne(problems, code, /^/);
    expect(problems.map(({ detail, summary }) => `${detail} ${summary}`).join()).toMatch(told);
  });

  test('a server that is not there: planning, refreshing and importing say the same', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(twoSets, { env: acme.env });
    await tf.apply();
    await acme.simulator.close();
    await occupy(Number(new URL(acme.simulator.url).port));
    const nowhere = { expect: 1 };
    const next = /check the base URL, the network/;
    for (const problem of await problemsOf(tf, ['plan'], nowhere))
      expectFits(problem, 'api.unreachable', next);
    expectOne(await problemsOf(tf, ['plan', '-refresh=false'], nowhere), 'api.unreachable', next);
    await tf.run(['state', 'rm', 'id360_device_set.windows']);
    const importing = ['import', 'id360_device_set.windows', 'os_type eq "Windows"'];
    const { said } = await tf.run(importing, nowhere);
    expect(said).toMatch(next);
    expect(said).not.toContain('bug in the provider');
  });
});

acceptance('a provider that lacks something', () => {
  test('no tenant', async () => {
    const tf = await workspace(`provider "id360" {}\n${twoSets}`, { env: { ID360_ACCESS_TOKEN: token } });
    expectOne(
      await problemsOf(tf),
      'terraform.no-tenant',
      /set data_center or base_url .* or ID360_BASE_URL/,
    );
  });

  test('nothing to sign in with', async () => {
    const env = { ID360_BASE_URL: 'http://127.0.0.1:9/api/v1' };
    const tf = await workspace(`provider "id360" {}\n${twoSets}`, { env });
    expectOne(await problemsOf(tf), 'api.no-credentials', /ID360_ACCESS_TOKEN/);
  });

  test('neither is needed to validate', async () => {
    const tf = await workspace(`provider "id360" {}\n${twoSets}`);
    await tf.run(['validate']);
  });

  test('settings that are not known yet: the first plan says so, and -target helps', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(`${late}${twoSets}`, { env: { ID360_ACCESS_TOKEN: token } });
    const problems = await problemsOf(tf, ['plan', `-var=url=${acme.simulator.url}`]);
    for (const problem of problems) expectFits(problem, 'terraform.not-configured', /with -target/);
    expect(problems.length).toBeGreaterThan(0);
    const url = `-var=url=${acme.simulator.url}`;
    await tf.apply([url, '-target=terraform_data.url']);
    await tf.apply([url]);
    await tf.plan([url], { expect: 0 });
  });
});

acceptance('resources that do not go together', () => {
  test('a filter over an attribute that devices do not have', async () => {
    const tf = await planned('select = { filter = "os_tipe eq \\"Windows\\"" }');
    const [problem, ...others] = await problemsOf(tf);
    expect(others).toEqual([]);
    expect(problem?.at).toBe('select = { filter = "os_tipe eq \\"Windows\\"" }');
    expect(problem?.summary).toContain('names "os_tipe", which devices do not have');
  });

  test.each([
    ['in any order', '', ''],
    ['a first', '', 'depends_on = [id360_device_set.a]'],
    ['b first', 'depends_on = [id360_device_set.b]', ''],
  ])('two sets that want different things of one device, asked about %s', async (_, ofA, ofB) => {
    // Whichever is asked about first is planned alone: the guard on denials may not refuse it before the other is seen.
    const tf = await planned(
      `select = { ids = ["2000000000001"] }
  ${ofA}
}
resource "id360_device_set" "b" {
  name = "b"
  agent = "denied"
  acknowledge = "a test"
  select = { ids = ["2000000000001"] }
  ${ofB}
}
provider "id360" {
  guards = { max_denials = "1" }`,
    );
    const problems = (await problemsOf(tf)).filter(({ severity }) => severity === 'error');
    expect(problems.length).toBeGreaterThan(0);
    for (const { code, summary, detail, address } of problems) {
      expect(code).toBe('device.sets-disagree');
      expect(summary).toMatch(/evice sets "(a" and "b|b" and "a)" disagree on device\/2000000000001/);
      expect(detail).toMatch(/"a" wants agent: approved/);
      expect(detail).toMatch(/"b" wants agent: denied/);
      expect(['id360_device_set.a', 'id360_device_set.b']).toContain(address);
    }
  });

  test('two resources with one name', async () => {
    const tf = await planned(
      'select = { ids = ["2000000000001"] }\n}\nresource "id360_device_set" "b" {\n  name = "a"\n  agent = "approved"\n  select = { ids = ["2000000000002"] }',
    );
    const [problem, ...others] = await problemsOf(tf);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'terraform.same-name', at: 'name = "a"' });
  });

  test('a serial number that two devices have', async () => {
    const tf = await planned('select = { serial_numbers = ["SN-1"] }', { serial_number: 'SN-1' });
    const [problem, ...others] = await problemsOf(tf);
    expect(others).toEqual([]);
    expect(problem?.at).toBe('select = { serial_numbers = ["SN-1"] }');
    expect(problem?.summary).toMatch(/"sn-1" is shared by 3 devices/i);
  });
});

/** Nobody listens at the port, and no other test's simulator is given it: a connection goes out from there. */
async function occupy(localPort: number): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens at a port has an address.
  const { port } = server.address() as AddressInfo;
  const held = connect({ host: '127.0.0.1', port, localPort });
  await once(held, 'connect');
  onTestFinished(() => {
    held.destroy();
    server.close();
  });
}

async function planned(lines: string, more = {}): Promise<Workspace> {
  const acme = await tenant({ world: { devices: laptops(3, more) } });
  const set = `resource "id360_device_set" "a" {\n  name = "a"\n  agent = "approved"\n  ${lines}\n}\n`;
  return workspace(set, { env: acme.env });
}

function expectOne(problems: readonly Problem[], code: string, next: RegExp): void {
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  for (const problem of problems) expectFits(problem, code, next);
}

function expectFits(problem: Problem, code: string, next: RegExp): void {
  expect(problem).toMatchObject({ severity: 'error', code });
  expect(problem.detail.slice(problem.detail.indexOf('To go on: '))).toMatch(next);
}

const reach = ({ ID360_BASE_URL = '' }: Env): Env => ({ ID360_BASE_URL, ID360_ACCESS_TOKEN: token });

const failing: Answer = {
  status: 500,
  body: { error: { code: '1', title: 'Disk full', detail: 'The disk is full' } },
  headers: { 'retry-after': '0.01' },
};

const twoSets = `
resource "id360_device_set" "windows" {
  name   = "windows"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}

resource "id360_device_set" "macs" {
  name   = "macs"
  agent  = "approved"
  select = { filter = "os_type eq \\"macOS\\"" }
}
`;

const late = `
variable "url" {
  type = string
}

resource "terraform_data" "url" {
  input = var.url
}

provider "id360" {
  base_url = terraform_data.url.output
}
`;
