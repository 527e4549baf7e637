// Compares text with a golden file; UPDATE_GOLDEN=1 writes it instead. Review the difference like code.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** `name` is a file below test/report/golden/. */
export function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`golden/${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** The longest line, in characters. */
export function widest(text: string): number {
  return Math.max(...text.split('\n').map((each) => each.length));
}

/** Lines, without the end of the last. */
export function lineCount(text: string): number {
  return text.trimEnd().split('\n').length;
}
