// Makes a fresh clone ready: installs what is missing or out of step with the lock file, builds what is older than
// its sources. Does nothing, fast, where all is in place. Uses nothing but Node and npm.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const at = (path) => `${root}${path}`;

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((entry) => newest(`${path}/${entry}`)));
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function installed() {
  if (!existsSync(at('node_modules/.package-lock.json'))) return false;
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  const has = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages;
  return Object.entries(packages).every(
    ([path, { version, optional }]) => path === '' || optional || has[path]?.version === version,
  );
}

if (!installed()) run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
const sources = Math.max(
  ...['src', 'package.json', 'package-lock.json', '.ci/build.mjs', '.ci/provider.mjs', '.ci/cdktf.mjs'].map(
    (path) => newest(at(path)),
  ),
);
if (newest(at('dist/main.js')) < sources) run(process.execPath, ['.ci/build.mjs']);
