// The house stays small: no file over 300 lines, the median file at most 80, no function over 50 lines.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('.gen.') && !file.endsWith('.d.ts'),
);
const sources = files.map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

const lines = (text: string): number => text.trimEnd().split('\n').length;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function functionsOf(file: string, text: string): { readonly name: string; readonly length: number }[] {
  const found: { name: string; length: number }[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const name = node.name?.getText(source) ?? 'anonymous';
      found.push({ name: `${file}: ${name}`, length: lines(node.getText(source)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const functions = sources.flatMap(({ file, text }) => functionsOf(file, text));

test('no file has more than 300 lines, and the median has at most 80', () => {
  expect(sources.filter(({ text }) => lines(text) > 300).map(({ file }) => file)).toEqual([]);
  expect(median(sources.map(({ text }) => lines(text)))).toBeLessThanOrEqual(80);
});

test('no function has more than 50 lines, and the median has at most 10', () => {
  expect(functions.filter(({ length }) => length > 50)).toEqual([]);
  expect(median(functions.map(({ length }) => length))).toBeLessThanOrEqual(10);
});

test('every file says in its first lines what it is', () => {
  const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\//.test(text)).map(({ file }) => file);
  expect(silent).toEqual([]);
});

test('no any, no bare throw, no history', () => {
  const bad = /\bas any\b|: any\b|throw new Error|@ts-ignore|\bTODO\b|\bFIXME\b/;
  const code = (text: string): string =>
    text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '').replace(/'[^'\n]*'/g, "''");
  expect(sources.filter(({ text }) => bad.test(code(text))).map(({ file }) => file)).toEqual([]);
});
