// Every code that trueup can give has its text in the reference, and every text there is of a code that it can give.

import { expect, test } from 'vitest';
import { codeTables } from '../../src/cli/reference.ts';
import type { Codes } from '../../src/model/codes.ts';
import { emitted } from './emitted.ts';

const given = emitted();
const names = codeTables.flatMap((table) => Object.keys(table));
const texts: Codes = Object.assign({}, ...codeTables);

test('the sources are read', () => {
  expect(given.length).toBeGreaterThan(100);
  expect(given.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['bug', 'config.syntax', 'guard.max-denials', 'plan.stale', 'config.unknown-key']),
  );
});

test('every code has a text', () => {
  const missing = given.filter(({ code }) => !Object.hasOwn(texts, code));
  expect([...new Set(missing.map(({ code, file }) => `${code} of ${file}`))].sort()).toEqual([]);
});

test('every text is of a code that can be given, and stands in one table', () => {
  const codes = new Set(given.map(({ code }) => code));
  expect(names.filter((name) => !codes.has(name)).sort()).toEqual([]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('a text says how the code comes: as the sources write it beside the code', () => {
  const otherwise = given.flatMap(({ code, as, file }) =>
    as
      .filter((word) => texts[code] !== undefined && !texts[code].as.some((own) => own === word))
      .map((word) => `${code} comes as ${word} in ${file}`),
  );
  expect(otherwise).toEqual([]);
});

test('every text is whole: sentences that end, and something to do', () => {
  const parts = Object.entries(texts).flatMap(([code, { when, next }]) => [
    [code, when],
    [code, next],
  ]);
  expect(
    parts.filter(([, text]) => !/^[A-Z`"].*[.!?]$/.test(text ?? '') && !/^trueup /.test(text ?? '')),
  ).toEqual([]);
});
