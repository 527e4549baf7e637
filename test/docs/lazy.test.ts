// The texts of the reference are loaded by `trueup explain` and by nothing else: no other command starts slower.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');
const isText = (file: string): boolean => /(^|\/)codes(-\w+)?(\.gen)?\.ts$|^report\/reference\//.test(file);

/** What a file loads with itself; types and `import()` are not loaded. */
function loads(file: string): readonly string[] {
  if (!existsSync(join(src, file))) return [];
  const text = readFileSync(join(src, file), 'utf8');
  const imports = [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?'(\.[^']+)';/gm)];
  return imports.flatMap(([, path]) => (path ? relative(src, resolve(src, dirname(file), path)) : []));
}

function reached(from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...loads(file));
  }
  return seen;
}

const commands = readdirSync(join(src, 'cli/commands')).map((name) => `cli/commands/${name}`);

test.each(['main.ts', 'index.ts', 'cli/program.ts', ...commands])('%s', (file) => {
  const texts = [...reached(file)].filter(isText);
  if (file === 'cli/commands/explain.ts') expect(texts.length).toBeGreaterThan(10);
  else expect(texts).toEqual([]);
});
