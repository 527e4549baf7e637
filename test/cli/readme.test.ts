// The README, pasted: every command of "Try it" runs, in order, in one shell, and says what the README says it says.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trueup-readme-'));
  for (const name of ['package.json', 'examples', 'schemas'])
    await cp(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'dist', '.ci', 'src'])
    await symlink(join(root, name), join(folder, name));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The shell lines of the section, the build left out (it is done) and the port made free. */
async function script(section: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const text = readme.slice(readme.indexOf(`## ${section}`));
  const block = /```sh\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  return block.replace('npm run build\n', '').replaceAll('8360', String(20_000 + (process.pid % 20_000)));
}

test('"Try it on a simulated tenant" can be pasted', async () => {
  const lines = await script('Try it on a simulated tenant');
  expect(lines).toContain('npx trueup drift');
  const wait = lines.replace(
    ' &\n',
    ' > simulator.json 2>&1 &\nuntil [ -s simulator.json ]; do sleep 0.1; done\n',
  );
  const port = /--port (\d+)/.exec(lines)?.[1] ?? '';
  const pasted = `set -e\ntrap 'pkill -f "[s]imulate --devices .* --port ${port}"' EXIT\n${wait}`;
  await writeFile(join(folder, 'pasted.sh'), pasted);
  const { stdout } = await promisify(execFile)('bash', ['pasted.sh'], {
    cwd: folder,
    timeout: 100_000,
    killSignal: 'SIGKILL',
  });
  expect(stdout).toContain('Valid: 1 file.');
  expect(stdout).toMatch(/Plan: \d+ to change, 0 to remove, 0 to run/);
  expect(stdout).toMatch(/Applied: (\d+) of \1 objects/);
  expect(stdout.match(/No changes\. The tenant is as the files say\./g)).toHaveLength(2);
  expect(stdout).toContain('No drift.');
}, 120_000);

test('the desired file and trueup.yaml that the README shows are valid', async () => {
  const { parseDocument } = await import('yaml');
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, block]) => block ?? []);
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(parseDocument(block).errors).toEqual([]);
});
