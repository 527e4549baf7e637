// The README's section on Terraform, pasted: its commands and its configuration, in a clean folder and a clean home.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';

const root = resolve(import.meta.dirname, '../..');

async function blocks(): Promise<{ readonly shell: string; readonly configuration: string }> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const text = readme.slice(readme.indexOf('## Terraform and OpenTofu'));
  const block = (language: string): string =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
  return { shell: block('sh'), configuration: block('terraform') };
}

/** A folder with trueup installed, as npx finds it. */
async function clean(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trueup-readme-tf-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(root, join(folder, 'node_modules/trueup'));
  await symlink(join(root, 'dist/main.js'), join(folder, 'node_modules/.bin/trueup'));
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  return folder;
}

acceptance('the README', () => {
  test('"Terraform and OpenTofu" can be pasted', async () => {
    const { shell, configuration } = await blocks();
    const [live, folder] = [await tenant({ world: { devices: laptops(12) } }), await clean()];
    await writeFile(join(folder, 'main.tf'), configuration);
    const pasted = shell.replace('http://127.0.0.1:8360/api/v1', live.simulator.url);
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_CLI_ARGS: '-no-color',
    };
    const ran = await promisify(execFile)('bash', ['-ec', pasted], { cwd: folder, env, timeout: 50_000 });
    expect(ran.stdout).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(ran.stdout).toContain('"device/2000000000001" = "agent: pending -> approved (laptop-1)"');
    expect(ran.stdout).toContain('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.');
    expect(live.traffic().writes).toHaveLength(1);
  });
});
