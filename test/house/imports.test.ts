// The import table of the house: a file imports its own folder or a lower level; folders of one level do not know
// each other; engine, report and reconcile name no kind.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

const levels: Readonly<Record<string, number>> = {
  model: 0,
  scim: 0,
  engine: 1,
  kinds: 1,
  report: 1,
  config: 2,
  api: 2,
  ledger: 2,
  simulator: 2,
  reconcile: 3,
  terraform: 4,
  cdktf: 4,
  cli: 4,
};

/** Files of a higher level that a lower one may import: the generated lists of kinds. */
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(src, from), 'utf8');
  const specifiers = [...text.matchAll(/(?:from\s+|import\(|import\s+)'(\.[^']+)'/g)].flatMap(
    ([, path]) => path ?? [],
  );
  return specifiers.map((path) => ({ from, to: relative(src, resolve(src, dirname(from), path)) }));
});

/** The room of a file: its folder below src, for a kind its own folder. */
function roomOf(file: string): string {
  const [top = '', second = '', third] = file.split('/');
  return top === 'kinds' && third !== undefined ? `kinds/${second}` : top;
}

const levelOf = (room: string): number | undefined => levels[room.split('/')[0] ?? ''];

function verdict({ from, to }: Import): string | null {
  const [a, b] = [roomOf(from), roomOf(to)];
  if (a === b || !from.includes('/')) return null;
  const [above, below] = [levelOf(a), levelOf(b)];
  if (a === 'kinds' && b.startsWith('kinds/')) return null;
  if (above === undefined || below === undefined)
    return `${from} -> ${to}: a folder that the table does not know`;
  return below < above ? null : `${from} -> ${to}: level ${above} imports level ${below}`;
}

test('every import goes to the own folder or a lower level', () => {
  expect(imports.length).toBeGreaterThan(300);
  expect(imports.map(verdict).filter((line) => line !== null)).toEqual([]);
});

test('server.ts and kind.ts of a kind do not import each other', () => {
  const isServer = (file: string): boolean => /^kinds\/[^/]+\/server/.test(file);
  const crossing = imports.filter(
    ({ from, to }) =>
      roomOf(from) === roomOf(to) && from.startsWith('kinds/') && isServer(from) !== isServer(to),
  );
  expect(crossing).toEqual([]);
});

test('only the generated list of servers is imported by the simulator', () => {
  const used = imports.filter(({ from, to }) => from.startsWith('simulator/') && to.startsWith('kinds/'));
  expect(new Set(used.map(({ to }) => to))).toEqual(new Set(['kinds/servers.gen.ts']));
});

test('engine, report and reconcile name no kind', () => {
  const kinds = readdirSync(join(src, 'kinds'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(kinds).toContain('device');
  const named = files
    .filter((file) => /^(engine|report|reconcile)\//.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      return kinds
        .filter((kind) => new RegExp(`\\b${kind}s?\\b`, 'i').test(text))
        .map((kind) => `${file} names ${kind}`);
    });
  expect(named).toEqual([]);
});

test('only apply is given a Writer', () => {
  const holders = files.filter(
    (file) => file.startsWith('reconcile/') && /\bWriter\b/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(holders.sort()).toEqual(['reconcile/apply.ts', 'reconcile/context.ts']);
});
