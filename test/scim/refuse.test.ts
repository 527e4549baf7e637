// Texts that are no filter. ‸ marks the position that the error must name; beside it, what the message must say.

import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/scim/parse.ts';

const t = String.raw;
const bad: readonly (readonly [marked: string, message: string])[] = [
  ['‸', 'empty'],
  ['‸ \t ', 'empty'],
  ['os_type ‸= "Windows"', 'use eq'],
  ['os_type‸="Windows"', 'use eq'],
  ['os_type ‸== "Windows"', 'use eq'],
  ['os_type ‸!= "Windows"', 'use ne'],
  ['os_type ‸<> "Windows"', 'use ne'],
  ['n ‸>= 3', 'use ge'],
  ['n‸<3', 'use lt'],
  ['os_type ‸eqq "x"', 'use eq'],
  ['os_type ‸qe "x"', 'use eq'],
  ['os_type ‸equals "x"', 'use eq'],
  ['os_type ‸not_equals "x"', 'use ne'],
  ['os_type ‸not eq "x"', 'use ne'],
  ['name ‸contains "x"', 'use co'],
  ['name ‸startsWith "x"', 'use sw'],
  ['name ‸exists', 'use pr'],
  ['n ‸gte 3', 'use ge'],
  ['name ‸frobs "x"', '"frobs" is not an operator'],
  ['os_type‸', 'operator is missing'],
  ['os_type ‸"Windows"', 'operator is missing after "os_type"'],
  ['a ‸and b pr', 'operator is missing after "a"'],
  ['a ‸&& b pr', 'operator is missing after "a"'],
  ['‸eq "Windows"', 'attribute name is missing before "eq"'],
  ['‸"os_type" eq "x"', 'without quotes'],
  ['os_type eq‸', 'value is missing'],
  ['os_type eq ‸)', 'value is missing'],
  ['os_type eq ‸Windows', 'quotes: "Windows"'],
  [t`a eq ‸CORP\bob`, t`quotes: "CORP\\bob"`],
  ['a eq ‸x\u001b[31m', t`quotes: "x\u001b"`],
  ['at eq ‸2024-01-15T09:00:00Z', 'quotes: "2024-01-15T09:00:00Z"'],
  ['n eq ‸01', 'quotes: "01"'],
  ['n eq ‸12345678901234567890', 'too large to be exact'],
  ['n eq ‸1e999', 'too large to be exact'],
  ['a eq ‸True', 'write true'],
  ["a eq ‸'x'", 'straight double quotes'],
  ['a eq ‸“x”', 'straight double quotes'],
  ['a eq ‸"x', 'never closed'],
  [t`a eq ‸"x\"`, 'never closed'],
  [t`a eq "CORP‸\admin"`, 'written twice'],
  [t`a eq "‸\u12g4"`, 'written twice'],
  ['a eq "1‸\n2"', 'line break'],
  ['a gt ‸true', 'only eq and ne'],
  ['a le ‸false', 'only eq and ne'],
  ['a lt ‸null', 'only eq and ne'],
  ['a co ‸null', 'only eq and ne'],
  ['a pr ‸"x"', 'pr takes no value'],
  ['a pr ‸b pr', 'join comparisons with "and" or "or" before "b"'],
  ['a pr ‸&& b pr', 'use and'],
  ['a pr ‸|| b pr', 'use or'],
  ['a pr‸, b pr', 'join comparisons'],
  ['a pr and‸', 'ends where a comparison should stand'],
  ['‸and a pr', 'comparison is missing before "and"'],
  ['a pr or ‸or b pr', 'comparison is missing before "or"'],
  ['not ‸a pr', 'followed by parentheses'],
  ['‸!(a pr)', 'write not ( … )'],
  ['(‸)', 'comparison is missing before ")"'],
  ['‸(a pr', 'this "(" is never closed'],
  ['a pr and ‸(b pr or (c pr)', 'this "(" is never closed'],
  ['a‸[b pr', 'this "[" is never closed'],
  ['a pr‸)', 'closes nothing'],
  ['a[b pr‸)', 'does not close the "["'],
  ['(a pr‸]', 'does not close the "("'],
  ['(a pr ‸b pr)', 'join comparisons'],
  ['‸[a pr]', 'comparison is missing before "["'],
  ['a[b pr].‸1c pr', 'starts with a letter'],
  ['‸1a pr', 'starts with a letter'],
  ['a.‸.b pr', 'missing beside "."'],
  ['a.‸ pr', 'missing beside "."'],
  ['os‸,name pr', 'operator is missing after "os"'],
  ['o‸+s pr', '"+" cannot stand'],
  ['a.b.c.d.e.f.g.h.‸i pr', 'at most 8 names'],
  ['gr‸ö pr', '"ö" cannot stand'],
  ['‸foo:bar pr', 'schema URN'],
  [`${'('.repeat(64)}‸(a pr`, 'deeper than 64'],
  [`${'a['.repeat(64)}a‸[a pr`, 'deeper than 64'],
  [`a eq "${'x'.repeat(8186)}‸"`, 'longer than 8192'],
];

describe.each(bad)('%s', (marked, message) => {
  const result = parseFilter(marked.replace('‸', ''));

  test(`is refused there: ${message}`, () => {
    expect(result.ok ? undefined : result.error.position).toBe(marked.indexOf('‸'));
    expect(result.ok ? undefined : result.error.message).toContain(message);
  });
});

test('an error says what could have stood there', () => {
  const result = parseFilter('os_type = "Windows"');
  expect(result.ok ? undefined : result.error.expected).toBe('eq, ne, co, sw, ew, pr, gt, ge, lt or le');
});

test('a long word is cut in the message', () => {
  const result = parseFilter(`a eq ${'x'.repeat(5000)}`);
  expect(result.ok ? 0 : result.error.message.length).toBeLessThan(250);
});

test('100 000 parentheses are refused, not followed, whatever the length allowed', () => {
  for (const opening of ['(', 'not(', 'a[']) {
    const text = opening.repeat(100_000);
    expect(parseFilter(text).ok).toBe(false);
    const result = parseFilter(text, { maxLength: text.length });
    expect(result.ok ? undefined : result.error.position).toBe(opening.length * 65 - 1);
  }
});
