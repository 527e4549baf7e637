// Several files make one: sections that are maps merge member by member, in any order; whatever stands twice names
// both places.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../src/model/json.ts';
import { line, load } from './support.ts';

const herd = (id: number) => `{ mood: calm, select: { ids: ["${id}"] } }`;

test('members of a section come together from several files', async () => {
  const { seen } = await load({
    'a.yaml': `version: 1\nherds:\n  a: ${herd(1)}\nfence: { closed: true }\n`,
    'b.yaml': `version: 1\nherds:\n  b: ${herd(2)}\nfence: { height: low }\ngate: open\n`,
  });
  expect(Object.keys(seen?.sections['herds']?.value ?? {})).toEqual(['a', 'b']);
  expect(seen?.sections['fence']?.value).toEqual({ closed: true, height: 'low' });
  expect(seen?.sections['herds']?.place('/b/select/ids')).toEqual({ file: 'b.yaml', line: 3, column: 35 });
});

test.each([
  ['an entry', `herds:\n  a: ${herd(1)}\n`, 'herds.a', 3, 3],
  ['a member', 'fence:\n  closed: true\n', 'fence.closed', 3, 3],
  ['a section that is no map', 'gate: open\n', 'gate', 2, 1],
])('%s that stands twice names both places', async (_name, text, label, row, column) => {
  const { diagnostics } = await load({ 'a.yaml': `version: 1\n${text}`, 'b.yaml': `version: 1\n${text}` });
  expect(diagnostics.map(line)).toEqual([
    `b.yaml:${row}:${column} config.duplicate-key: ${label} stands in two files`,
  ]);
  expect(diagnostics[0]?.also).toEqual({ file: 'a.yaml', line: row, column });
});

test('each file needs its version', async () => {
  const { diagnostics } = await load({ 'a.yaml': 'version: 1\ngate: open\n', 'b.yaml': 'fence: {}\n' });
  expect(diagnostics.map(line)).toEqual(['b.yaml:1:1 config.version: the file has no version']);
});

test('what a broken file may have held is not called missing', async () => {
  const { diagnostics } = await load({
    'a.yaml': 'version: 1\nherds: { a: { mood: calm } }\ngate: up\n',
    'b.yaml': 'version: 1\nherds: { a: [ }\n',
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['config.wrong-value', 'config.syntax']);
});

test('the order of disjoint files does not matter', async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.nat()),
      async (herds, files, random) => {
        const texts = Array.from({ length: files }, () => 'version: 1\n');
        const groups = herds.map((name, i) => ({ name, file: i % files }));
        for (let file = 0; file < files; file++) {
          const own = groups
            .filter((group) => group.file === file)
            .map(({ name }, i) => `  ${name}: ${herd(i)}\n`);
          if (own.length > 0) texts[file] += `herds:\n${own.join('')}`;
        }
        const disk = Object.fromEntries(texts.map((text, i) => [`${i}.yaml`, text]));
        const shuffled = Object.keys(disk)
          .map((path) => ({ path, at: random.next().value }))
          .sort((a, b) => a.at - b.at);
        const [one, other] = [
          await load(disk),
          await load(
            disk,
            shuffled.map(({ path }) => path),
          ),
        ];
        expect(one.result.ok && other.result.ok).toBe(true);
        expect(canonical(other.seen?.sections['herds']?.value)).toBe(
          canonical(one.seen?.sections['herds']?.value),
        );
      },
    ),
  );
});
