// Filters that are read, each with the one text it stands for: precedence, case, white space, values, paths.

import { expect, test } from 'vitest';
import { parseFilter } from '../../src/scim/parse.ts';
import { printFilter } from '../../src/scim/print.ts';

const t = String.raw;
const urn = 'urn:ietf:params:scim:schemas:core:2.0:User:userName';
const good: readonly (readonly [text: string, printed: string])[] = [
  ['os_type eq "Windows"', 'os_type eq "Windows"'],
  ['  os_type\tEQ\n"Windows" ', 'os_type eq "Windows"'],
  ['OS_Type Eq "x"', 'OS_Type eq "x"'],
  ['a pr', 'a pr'],
  ['a PR', 'a pr'],
  ['a ne ""', 'a ne ""'],
  ['a co "x"', 'a co "x"'],
  ['a sw "x"', 'a sw "x"'],
  ['a ew "x"', 'a ew "x"'],
  ['a gt 1', 'a gt 1'],
  ['a ge -1.50', 'a ge -1.5'],
  ['a lt 1e3', 'a lt 1000'],
  ['a le "2024-01-15T09:00:00Z"', 'a le "2024-01-15T09:00:00Z"'],
  ['a eq -0', 'a eq 0'],
  ['a eq true', 'a eq true'],
  ['a ne false', 'a ne false'],
  ['a eq null', 'a eq null'],
  [t`a eq "say \"hi\" \\ \u00e9 \/"`, t`a eq "say \"hi\" \\ é /"`],
  ['a eq "(not) and [or"', 'a eq "(not) and [or"'],
  ['a.b.c pr', 'a.b.c pr'],
  ['$is_selected eq true', '$is_selected eq true'],
  ['meta.$ref pr', 'meta.$ref pr'],
  ['os-type pr', 'os-type pr'],
  ['eq eq "eq"', 'eq eq "eq"'],
  [`${urn} sw "J"`, `${urn} sw "J"`],
  [`${urn}.first pr`, `${urn}.first pr`],
  ['(a pr)', 'a pr'],
  ['((a pr))', 'a pr'],
  ['(a pr)and(b pr)', 'a pr and b pr'],
  ['not(a pr)', 'not (a pr)'],
  ['NOT (a pr) AND b pr OR c pr', 'not (a pr) and b pr or c pr'],
  ['not (not (a pr))', 'not (not (a pr))'],
  ['not ((a pr or b pr))', 'not (a pr or b pr)'],
  ['a pr or (b pr and c pr)', 'a pr or b pr and c pr'],
  ['(a pr or b pr) and c pr', '(a pr or b pr) and c pr'],
  ['(a pr and b pr) and c pr', '(a pr and b pr) and c pr'],
  ['emails[type eq "work"]', 'emails[type eq "work"]'],
  ['emails[ not (a pr) and b pr ] or c pr', 'emails[not (a pr) and b pr] or c pr'],
  ['emails[type eq "work"].value co "x"', 'emails[type eq "work" and value co "x"]'],
  ['emails[a pr or b pr].c.d pr', 'emails[(a pr or b pr) and c.d pr]'],
  ['a[b[c eq 1]]', 'a[b[c eq 1]]'],
];

test.each(good)('%s', (text, printed) => {
  const parsed = parseFilter(text);
  expect(parsed.ok ? printFilter(parsed.value) : parsed.error).toBe(printed);
});

test('not binds closer than and, and than or', () => {
  const a = { op: 'pr', path: 'a' };
  const bc = {
    op: 'and',
    of: [
      { op: 'not', of: { op: 'pr', path: 'b' } },
      { op: 'pr', path: 'c' },
    ],
  };
  expect(parseFilter('a pr or not (b pr) and c pr')).toEqual({ ok: true, value: { op: 'or', of: [a, bc] } });
  expect(parseFilter('not (b pr) and c pr or a pr')).toEqual({ ok: true, value: { op: 'or', of: [bc, a] } });
});

test('a chain of any length costs no depth', () => {
  const chain = Array.from({ length: 20_000 }, () => 'a pr').join(' or ');
  const parsed = parseFilter(chain, { maxLength: chain.length, maxDepth: 0 });
  expect(parsed.ok && printFilter(parsed.value)).toBe(chain);
});

test('groups beside each other are not nesting', () => {
  const groups = Array.from({ length: 200 }, () => '(a pr or b[c pr])').join(' and ');
  expect(parseFilter(groups).ok).toBe(true);
});

test('-0 is the 0 it is printed as', () => {
  expect(parseFilter('a eq -0')).toEqual({ ok: true, value: { op: 'eq', path: 'a', value: 0 } });
});
