// One id360_device_set over a filter that selects every device of a tenant, all waiting for approval, through the real
// terraform; against a provider that answers with a constant map of that size and does nothing. And from the start of
// the provider to its handshake, against `node -e 0`.

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { timed } from './child.mjs';
import { alternate } from './rounds.mjs';
import { serve } from './servers.mjs';
import { ms, printTable, ratio } from './table.mjs';
import { floor, layMirror } from './terraform-floor/build.mjs';

const pending = fileURLToPath(new URL('pending.mjs', import.meta.url));
const longestMs = 170_000;

const ours = {
  provider: 'id360 = { source = "trueup/id360" }',
  resource: `resource "id360_device_set" "all" {
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}`,
};
const constant = {
  provider: 'floor = { source = "floor/floor" }',
  resource: 'resource "floor_map" "all" {}',
};

export async function terraform({ main, folder, rounds, changes = 10_000 }) {
  const provider = join(dirname(main), 'terraform-provider-id360');
  const { config } = await layMirror(folder, floor.entry, floor.address);
  await lay(folder, provider);
  const env = { TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', FLOOR_MEMBERS: String(changes) };
  const few = Math.max(3, Math.min(rounds, 5));
  const calls = [];
  const results = await alternate(
    {
      floor: () => lifecycle(folder, constant, { ...env, ID360_BASE_URL: 'http://127.0.0.1:9/api/v1' }),
      id360: async () => {
        const live = await serve([pending, dirname(main), String(changes)]);
        const tenant = { ID360_BASE_URL: live.url, ID360_ACCESS_TOKEN: 'any' };
        const taken = await lifecycle(folder, ours, { ...env, ...tenant });
        calls.push(await callsOf(live.url));
        await live.stop();
        return taken;
      },
    },
    few,
  );
  printLifecycle(`terraform and one device set of ${changes}; median of ${few}`, results);
  console.log(`\nCalls of one round: ${JSON.stringify(calls.at(-1))}`);
  await handshakes(provider, Math.max(21, rounds));
}

/** The provider where terraform init finds it. */
async function lay(folder, file) {
  const system = `${platform()}_${{ x64: 'amd64' }[arch()] ?? arch()}`;
  const to = join(folder, 'mirror/registry.terraform.io/trueup/id360/1.0.0', system);
  await mkdir(to, { recursive: true });
  await cp(file, join(to, 'terraform-provider-id360_v1.0.0'));
}

/** Milliseconds of a plan, the apply of it, and the plan after that. */
async function lifecycle(folder, { provider, resource }, env) {
  const cwd = await mkdtemp(join(folder, 'workspace-'));
  await writeFile(
    join(cwd, 'main.tf'),
    `terraform {\n  required_providers {\n    ${provider}\n  }\n}\n${resource}\n`,
  );
  const run = (...args) => command('terraform', [...args, '-no-color'], cwd, env);
  await run('init', '-input=false');
  const plan = await run('plan', '-input=false', '-out=tfplan');
  const apply = await run('apply', '-input=false', 'tfplan');
  const again = await run('plan', '-input=false', '-detailed-exitcode');
  return { plan, apply, again };
}

async function command(program, args, cwd, env) {
  const start = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return performance.now() - start;
}

async function callsOf(url) {
  const { requests } = await (await fetch(new URL('/_simulator/requests', url))).json();
  const reads = requests.filter(({ method }) => method === 'GET');
  const pages = reads.filter(({ query }) => !('filter' in query));
  return {
    'device listings (plan, apply, plan)': pages.filter(({ query }) => !('cursor' in query)).length,
    'pages of them': pages.length,
    'questions (apply)': reads.length - pages.length,
    'bulk calls': requests.filter(({ method }) => method === 'POST').length,
  };
}

function printLifecycle(title, { floor: base, id360 }) {
  const row = (what, key) => ({
    what,
    'x floor': ratio(id360[key], base[key]),
    floor: ms(base[key]),
    id360: ms(id360[key]),
  });
  printTable(title, [row('plan', 'plan'), row('apply', 'apply'), row('plan after it', 'again')]);
}

async function handshakes(provider, rounds) {
  const results = await alternate(
    { 'node -e 0': () => timed(['-e', '0']), 'start to handshake': () => handshake(provider) },
    rounds,
  );
  const base = results['node -e 0'].ms;
  const rows = Object.entries(results).map(([what, { ms: time }]) => ({
    what,
    'x node -e 0': ratio(time, base),
    time: ms(time),
  }));
  printTable(`Start to handshake; median of ${rounds}`, rows);
}

/** Until the line that terraform waits for. */
async function handshake(provider) {
  const start = performance.now();
  const child = spawn(provider, [], {
    env: {
      ...process.env,
      TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
      PLUGIN_PROTOCOL_VERSIONS: '6',
      PLUGIN_CLIENT_CERT: '-----BEGIN CERTIFICATE-----\nbm9ib2R5\n-----END CERTIFICATE-----\n',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const _ of createInterface({ input: child.stdout })) break;
  const time = performance.now() - start;
  child.kill('SIGTERM');
  return { ms: time };
}
