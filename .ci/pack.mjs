// Packs the project, installs the tarball into an empty folder, and uses it there as a stranger would: the command,
// the library and the simulator, with their types. Fails where it brings more than 15 packages or 15 MB.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'trueup-pack-'));
const run = (command, args, cwd = folder, env = {}) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

function bytes(path) {
  const stat = statSync(path);
  return stat.isDirectory()
    ? readdirSync(path).reduce((sum, entry) => sum + bytes(join(path, entry)), 0)
    : stat.size;
}

function ensure(condition, what) {
  if (!condition) throw new Error(what);
}

const program = `
import { createReadingClient, kinds, emptyMemory, defaultGuards, loadDesired, plan } from 'trueup';
import { startSimulator } from 'trueup/simulator';

const simulator = await startSimulator({ devices: 3 });
const desired = await loadDesired({ paths: ['tenant.yaml'], cwd: process.cwd(), kinds, policy: { protectedAccounts: [] } });
const clock = { now: Date.now, sleep: async () => undefined };
const client = createReadingClient({ baseUrl: simulator.url, credentials: { by: 'token', accessToken: 'x' }, env: {}, clock, random: Math.random, cacheDir: null, version: '0' });
if (!desired.ok || !client.ok) throw new Error('not ready');
const made = await plan({ managed: desired.value.managed, diagnostics: [], guards: defaultGuards, tenant: 't', baseUrl: simulator.url, reader: client.value.reader, memory: emptyMemory, clock, targets: [] });
console.log(made.ok ? made.value.reads[0]?.rows : made.error);
await client.value.close();
await simulator.close();
`;

async function withSimulator(work) {
  const child = spawn('npx', ['--no', 'trueup', 'simulate', '--devices', '5'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  try {
    const line = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
    work(JSON.parse(line).base_url);
  } finally {
    process.kill(-child.pid, 'SIGTERM');
  }
}

try {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'stranger', private: true, type: 'module' }),
  );
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${filename}`]);
  const packages = Object.keys(JSON.parse(run('npm', ['ls', '--all', '--json'])).dependencies ?? {}).length;
  const size = bytes(join(folder, 'node_modules'));
  ensure(packages <= 15 && size <= 15 * 2 ** 20, `it brings ${packages} packages and ${size} bytes`);
  ensure(/^\d+\.\d+\.\d+/.test(run('npx', ['--no', 'trueup', '--', '--version'])), 'no version');
  writeFileSync(
    join(folder, 'tenant.yaml'),
    'version: 1\ndevice_sets:\n  all: { agent: approved, select: { filter: id pr } }\n',
  );
  await withSimulator((url) => {
    const env = { ID360_BASE_URL: url, ID360_ACCESS_TOKEN: 'x' };
    const plan = JSON.parse(
      run('npx', ['--no', 'trueup', '--', 'plan', '-f', 'tenant.yaml', '--json'], folder, env),
    );
    ensure(plan.reads[0].rows === 5, 'the plan did not read five devices');
  });
  run('npx', ['--no', 'trueup', '--', 'terraform', 'install', '--mirror', 'mirror']);
  ensure(readdirSync(folder).includes('mirror'), 'no mirror of the provider');
  writeFileSync(join(folder, 'use.ts'), program);
  writeFileSync(join(folder, 'use.js'), program);
  ensure(run('node', ['use.js']).trim() === '3', 'the library did not plan');
  const types = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--typeRoots',
    `${root}node_modules/@types`,
    'use.ts',
  ];
  run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, ...types]);
  console.log(`${packages} package, ${(size / 2 ** 20).toFixed(1)} MiB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
