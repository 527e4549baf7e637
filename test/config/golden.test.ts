// One run over a file with many mistakes, with the real kinds and the generated schema, as the diagnostics tell it.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDesired } from '../../src/config/desired.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { printPlace } from '../../src/model/failure.ts';
import { line, policy } from './support.ts';

const told = (one: Diagnostic): string =>
  [
    line(one),
    `why: ${one.why.split('\n')[0]}`,
    `next: ${one.next}`,
    ...(one.also ? [`also: ${printPlace(one.also)}`] : []),
  ].join('\n  ');

test('every mistake in one run', async () => {
  const cwd = join(import.meta.dirname, 'golden');
  const result = await loadDesired({ paths: ['mistakes.yaml'], cwd, kinds, policy });
  const text = result.ok ? 'no mistake' : result.error.map(told).join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot('golden/mistakes.txt');
});
