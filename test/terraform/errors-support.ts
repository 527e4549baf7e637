// What terraform finds wrong, read from its JSON: each finding with the line of the configuration that it points at.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expecting, Workspace } from './kit/terraform.ts';

export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The code that ends the detail: `config.wrong-value`. Terraform's own findings have none. */
  readonly code: string;
  /** The line that it points at, without its indent; empty where it points at none. */
  readonly at: string;
  /** The resource: `id360_device_set.a`. */
  readonly address: string;
}

/** As terraform documents them for `-json`. */
interface Raw {
  readonly severity: Problem['severity'];
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** Runs a command that has `-json` and ends badly; the findings in the order of the configuration. */
export async function problemsOf(
  tf: Workspace,
  args: readonly string[] = ['plan', '-input=false'],
  given: Expecting = { expect: 1 },
): Promise<readonly Problem[]> {
  const { stdout } = await tf.run([...args, '-json'], given);
  const raw = args[0] === 'validate' ? validated(stdout) : lines(stdout);
  const places = raw.map((one) => one.range?.start.line ?? 0);
  const order = [...raw.keys()].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  return order.flatMap((i) => (raw[i] ? [problemOf(tf.dir, raw[i])] : []));
}

// Both parses trust terraform's documented output.
const validated = (text: string): readonly Raw[] => (JSON.parse(text) as { diagnostics: Raw[] }).diagnostics;

const lines = (text: string): readonly Raw[] =>
  text.split('\n').flatMap((line) => {
    const entry = line.startsWith('{') ? (JSON.parse(line) as { diagnostic?: Raw }) : {};
    return entry.diagnostic === undefined ? [] : [entry.diagnostic];
  });

function problemOf(dir: string, { severity, summary, detail = '', address = '', range }: Raw): Problem {
  const code = /\(([a-z-]+\.[a-z-]+)\)$/.exec(detail)?.[1] ?? '';
  // A provider without a block stands nowhere.
  const stands = range !== undefined && existsSync(join(dir, range.filename));
  const text = stands ? readFileSync(join(dir, range.filename), 'utf8').split('\n') : [];
  const at = text[(range?.start.line ?? 0) - 1]?.trim() ?? '';
  return { severity, summary, detail, code, at, address };
}
