// Each mistake that a desired file can have: one diagnostic, at its exact place, with the text and the likely fix.

import { describe, expect, test } from 'vitest';
import { line, load } from './support.ts';

type Case = readonly [name: string, text: string, found: string, next: string];

const herd = 'mood: calm, select: { ids: ["1"] }';
const cases: readonly Case[] = [
  [
    'unknown section',
    'version: 1\nfense: {}\n',
    '2:1 config.unknown-key: unknown key "fense"',
    'did you mean "fence"?',
  ],
  [
    'unknown key',
    'version: 1\nfence: { closd: true }\n',
    '2:10 config.unknown-key: unknown key "closd" in fence',
    'did you mean "closed"?',
  ],
  [
    'dash for nothing',
    'version: 1\nfence: { na-mes: [] }\n',
    '2:10 config.unknown-key: unknown key "na-mes" in fence',
    'did you mean "names"?',
  ],
  [
    'nothing near',
    'version: 1\nfence: { zebra: 1 }\n',
    '2:10 config.unknown-key: unknown key "zebra" in fence',
    'delete it, or write one of these',
  ],
  [
    'a level too high',
    'version: 1\nherds:\n  a: { mood: calm, select: { ids: [] }, filter: x }\n',
    '3:41 config.unknown-key: unknown key "filter" in herds.a',
    'put it under select: select: { filter: … }',
  ],
  [
    '__proto__',
    'version: 1\n__proto__: { x: 1 }\n',
    '2:1 config.unknown-key: unknown key "__proto__"',
    'delete it, or write one of these',
  ],
  [
    'constructor',
    'version: 1\nfence: { constructor: 1 }\n',
    '2:10 config.unknown-key: unknown key "constructor" in fence',
    'delete it, or write one of these',
  ],
  [
    'merge key',
    `version: 1\nherds:\n  a: &a { ${herd} }\n  b: { <<: *a, ${herd} }\n`,
    '4:8 config.unknown-key: unknown key "<<" in herds.b',
    'write the members out: merge keys are not part of YAML 1.2',
  ],
  [
    'secret',
    'version: 1\nclient_secret: 1000.abc\n',
    '2:1 config.secret-in-file: "client_secret" looks like a secret',
    'environment variable',
  ],
  [
    'wrong choice',
    'version: 1\ngate: opne\n',
    '2:7 config.wrong-value: gate is "opne"',
    'did you mean open?',
  ],
  [
    'choice in quotes',
    "version: 1\ngate: 'up'\n",
    "2:7 config.wrong-value: gate is 'up'",
    'write one of these',
  ],
  [
    'yes',
    'version: 1\nfence: { closed: yes }\n',
    '2:18 config.wrong-type: fence.closed is the text "yes"',
    'write true',
  ],
  [
    'off',
    'version: 1\nfence: { closed: off }\n',
    '2:18 config.wrong-type: fence.closed is the text "off"',
    'write false',
  ],
  [
    'number as id',
    'version: 1\nherds:\n  a: { mood: calm, select: { ids: [2000000000000000000004] } }\n',
    '3:36 config.wrong-type: herds.a.select.ids[0] is the number 2000000000000000000004',
    'put quotes around it: "2000000000000000000004"',
  ],
  [
    'id with zeros',
    'version: 1\nfence: { names: [0017] }\n',
    '2:18 config.wrong-type: fence.names[0] is the number 0017',
    'put quotes around it: "0017"',
  ],
  [
    'text for a number',
    'version: 1\nherds:\n  a: { size: "3", select: { ids: [] } }\n',
    '3:14 config.wrong-type: herds.a.size is the text "3"',
    'write 3 without quotes',
  ],
  [
    'text for a list',
    'version: 1\nfence: { names: ann }\n',
    '2:17 config.wrong-type: fence.names is the text "ann"',
    'write it as a list: [ann]',
  ],
  [
    'list for a map',
    'version: 1\nherds:\n  - a\n',
    '2:1 config.wrong-type: herds is a list',
    'write a map of keys and values',
  ],
  [
    'no value',
    'version: 1\nherds:\nfence: { closed: true }\n',
    '2:1 config.no-value: herds has no value',
    'give it a value, or delete the key',
  ],
  [
    'missing key',
    'version: 1\nherds:\n  a:\n    mood: calm\n',
    '3:3 config.missing-key: herds.a has no "select"',
    'add select: { ids: … }',
  ],
  [
    'neither of two',
    'version: 1\nherds:\n  a: { select: { ids: ["1"] } }\n',
    '3:6 config.missing-key: herds.a needs mood or size',
    'add mood, or size',
  ],
  [
    'empty map',
    'version: 1\nherds:\n  a: { mood: calm, select: {} }\n',
    '3:28 config.wrong-value: herds.a.select is empty',
    'give it ids or filter or file',
  ],
  [
    'empty text',
    'version: 1\nfence: { names: [""] }\n',
    '2:18 config.wrong-value: fence.names[0] is empty',
    'write for example',
  ],
  [
    'too small',
    'version: 1\nherds:\n  a: { size: 0, select: { ids: [] } }\n',
    '3:14 config.wrong-value: herds.a.size is 0',
    'write a value that fits',
  ],
  [
    'the branch meant',
    'version: 1\nfence: { height: 0 }\n',
    '2:18 config.wrong-value: fence.height is 0',
    'write a value that fits',
  ],
  [
    'a wrong name',
    `version: 1\nherds:\n  "a b": { ${herd} }\n`,
    '3:3 config.wrong-name: "a b" is not a name that herds can have',
    'a letter or digit first',
  ],
  [
    'an item twice',
    'version: 1\nfence: { names: [a, b, a] }\n',
    '2:24 config.wrong-value: fence.names does not fit',
    'delete one of the two',
  ],
  [
    'a key twice',
    'version: 1\nfence:\n  closed: true\n  closed: false\n',
    '4:3 config.duplicate-key: the key "closed" stands twice in the same map',
    'delete one of them',
  ],
  [
    'unknown alias',
    'version: 1\nfence: *f\n',
    '2:8 config.alias: the alias *f has no anchor &f before it',
    'write the value out',
  ],
  [
    'endless alias',
    'version: 1\nfence: &f\n  names: *f\n',
    '3:10 config.alias: the alias *f has no end',
    'write the value out',
  ],
  [
    'no version',
    'gate: open\n',
    '1:1 config.version: the file has no version',
    'put version: 1 in its first line',
  ],
  [
    'newer version',
    'version: 2\nnew_things: 1\n',
    '1:10 config.version: the file is of version 2',
    'update trueup',
  ],
  [
    'version in quotes',
    'version: "1"\ngate: open\n',
    '1:10 config.version: "1" is not a version',
    'write version: 1, without quotes',
  ],
  [
    'two documents',
    'version: 1\n---\ngate: open\n',
    '2:1 config.several-documents: a second document begins here',
    'put it into a file of its own',
  ],
  [
    'YAML 1.1',
    '%YAML 1.1\n---\nversion: 1\n',
    '1:1 config.directive: directives (%) are not allowed',
    'delete the line',
  ],
  [
    'a tag',
    'version: 1\ngate: !!binary b3Blbg==\n',
    '2:7 config.syntax: not valid YAML: Unresolved tag: tag:yaml.org,2002:binary',
    'leave the tag (!…) out',
  ],
  [
    'a tab',
    'version: 1\nfence:\n\tclosed: true\n',
    '3:1 config.syntax: not valid YAML: Tabs are not allowed as indentation',
    'indent with spaces',
  ],
  ['an open bracket', 'version: 1\nfence: { names: [a, b }\n', '2:23 config.syntax', ''],
  ['empty', '# only this\n', '1:1 config.empty-file: a.yaml is empty', 'begin it with version: 1'],
  [
    'a list',
    '- a\n',
    '1:1 config.not-a-map: a.yaml is not a map of keys and values',
    'begin it with version: 1',
  ],
  [
    'NUL',
    'version: 1\ngate: o\0pen\n',
    '2:8 config.not-text: a.yaml is not a text file',
    'check that this is the file you mean',
  ],
  [
    '100 000 brackets',
    '['.repeat(100_000),
    '1:65 config.too-deep: nested deeper than 64 levels',
    'look for an opening bracket',
  ],
  [
    '70 dashes',
    `version: 1\nfence: ${'\n '}${'- '.repeat(70)}a\n`,
    '3:128 config.too-deep',
    'a dash that is not meant',
  ],
];

describe('one mistake, one diagnostic', () => {
  test.each(cases)('%s', async (_name, text, found, next) => {
    const { diagnostics, result } = await load(text);
    expect(result.ok).toBe(false);
    expect(diagnostics.map(line)).toEqual([expect.stringContaining(`a.yaml:${found}`)]);
    expect(diagnostics[0]?.next).toContain(next);
  });
});

test('bytes that are not UTF-8 are named with their line', async () => {
  const latin = Buffer.from('version: 1\n# caf\xe9\n', 'latin1');
  const { diagnostics } = await load({
    'a.yaml': latin,
    'b.yaml': Buffer.from('\ufeffversion: 1\n', 'utf16le'),
  });
  expect(diagnostics.map(line)).toEqual([
    'a.yaml:2 config.not-utf-8: a.yaml is not UTF-8 text',
    'b.yaml:1 config.not-utf-8: b.yaml is not UTF-8 text',
  ]);
});

test('a byte order mark and CRLF do not count', async () => {
  const { diagnostics } = await load('\ufeffversion: 1\r\nfence: {}\r\ngate: up\r\n');
  expect(diagnostics.map(line)).toEqual(['a.yaml:3:7 config.wrong-value: gate is "up"']);
});

test('aliases that explode are refused at the alias that does it', async () => {
  const rows = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`,
  );
  const { diagnostics } = await load(`version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${rows.join('')}`);
  expect(diagnostics.map(line)).toEqual([
    expect.stringMatching(/^a.yaml:6:\d+ config.exploding-alias: the alias \*a3 explodes$/),
  ]);
});

test('an alias within bounds is the value that it names', async () => {
  const { seen, result } = await load(
    'version: 1\nfence: { names: &n [ann], height: low }\nherds: { a: { mood: wild, select: { ids: *n } } }\n',
  );
  expect(result.ok).toBe(true);
  expect(seen?.sections['herds']?.value).toEqual({ a: { mood: 'wild', select: { ids: ['ann'] } } });
});

test('a line that may hold a secret is not shown whole', async () => {
  const { diagnostics } = await load('version: 1\nclient_secret: "1000.canary" x\n');
  expect(JSON.stringify(diagnostics)).not.toContain('canary');
});

test('of a choice of shapes, only the one that was meant speaks', async () => {
  const { diagnostics } = await load('version: 1\nfence: { height: 0 }\n');
  expect(diagnostics.map(({ why }) => why)).toEqual(['it must be >= 1']);
});
