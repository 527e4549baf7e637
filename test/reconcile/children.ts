// Runs killed.ts as a process of its own: bundled once for each test file.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Tenant } from './kit.ts';

export type Moment = 'before' | 'after' | 'sent';

/** Applies the plan in another process, which dies at that moment; gives how it ended. */
export type ApplyAndDie = (t: Tenant, plan: Plan, when: Moment, nth: number) => Promise<string>;

export function children(): ApplyAndDie {
  const built = mkdtempSync(join(tmpdir(), 'trueup-killed-'));
  const script = join(built, 'killed.mjs');
  beforeAll(() => {
    buildSync({
      entryPoints: [join(import.meta.dirname, 'killed.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      logLevel: 'error',
      banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));
  return (t, plan, when, nth) => {
    writeFileSync(join(t.folder, 'plan.json'), JSON.stringify(plan));
    return run([script, t.simulator.url, t.folder, when, String(nth)]);
  };
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 30_000,
      killSignal: 'SIGABRT',
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', reject).once('close', (_, signal) => resolve(signal ?? said));
  });
}
