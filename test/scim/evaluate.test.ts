// Which rows a filter chooses: one line for each ruling.

import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/scim/compile.ts';
import { parseFilter } from '../../src/scim/parse.ts';

const extension = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const row = {
  id: '2000000000006',
  Name: 'LAPTOP-MAC-002',
  os_type: 'macOS',
  os_major_version: '11',
  description: '',
  tenant: null,
  is_deactivated: false,
  total: 0,
  tags: ['Red', 'blue', null],
  composed: 'Jos\u00e9 \u01f0',
  decomposed: 'Jose\u0301 J\u030c',
  none: [],
  nothing: [null],
  device_accounts: { total_local_accounts: 3, note: '' },
  empty: {},
  hollow: { a: null, b: [] },
  emails: [
    { type: 'home', value: 'a@x.org' },
    { type: 'work', value: 'b@y.org' },
  ],
  last_contact_time: '2024-07-26T08:45:00+05:30',
  date: '2024-07-26',
  [extension]: { manager: 'Ann', os_type: 'other' },
};

function holds(text: string): boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new TypeError(`${text}: ${parsed.error.message}`);
  return compileFilter(parsed.value)(row);
}

const rulings: Readonly<Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }>> =
  {
    'text is compared without case': {
      yes: [
        'os_type eq "MACos"',
        'os_type co "COS"',
        'os_type sw "MAC"',
        'os_type ew "os"',
        'os_type gt "LINUX"',
      ],
      no: ['os_type eq "mac"', 'os_type ne "macos"', 'os_type lt "LINUX"', 'os_type gt "MACOS"'],
    },
    'text is compared composed, on both sides': {
      yes: ['composed', 'decomposed'].flatMap((name) => [
        ...[`${name} eq "Jos\u00c9 \u01f0"`, `${name} eq "JOSE\u0301 J\u030c"`, `${name} co "E\u0301 "`],
        ...[`${name} sw "jose\u0301"`, `${name} ew "j\u030c"`, `${name} ge "jose\u0301"`],
        `not (${name} gt "Jose\u0301 J\u030c")`,
      ]),
      no: ['decomposed ne "Jos\u00e9 \u01f0"', 'composed ne "Jose\u0301 J\u030c"', 'decomposed sw "jose"'],
    },
    'names are found without case': {
      yes: ['name pr', 'NAME pr', 'OS_Type pr', 'DEVICE_accounts.TOTAL_local_accounts eq 3'],
      no: ['constructor pr', '__proto__ pr', 'toString pr', 'os_type.length pr', 'names pr'],
    },
    'absent, null and [] are one': {
      yes: [
        'absent eq null',
        'tenant eq null',
        'none eq null',
        'nothing eq null',
        'tenant ne "x"',
        'absent ne 1',
      ],
      no: [
        'absent pr',
        'tenant pr',
        'none pr',
        'nothing pr',
        'absent ne null',
        'absent eq ""',
        'absent co ""',
      ],
    },
    'an absent attribute is in no order': {
      yes: ['os_type ne null', 'none ne true'],
      no: ['absent gt 0', 'absent le 0', 'absent lt "x"', 'absent ge ""', 'tenant sw ""', 'absent.sub eq 1'],
    },
    'pr asks for something filled': {
      yes: ['is_deactivated pr', 'total pr', 'tags pr', 'device_accounts pr', 'emails pr'],
      no: ['description pr', 'device_accounts.note pr', 'empty pr', 'hollow pr'],
    },
    'one value of several is enough': {
      yes: [
        'tags eq "red"',
        'tags eq "BLUE"',
        'tags ne "red"',
        'emails.type eq "work"',
        'emails.value sw "a"',
      ],
      no: ['tags eq "green"', 'not (tags eq "red")', 'emails.type eq "other"'],
    },
    'a value path looks at one item at a time': {
      yes: [
        'emails[type eq "work" and value co "y"]',
        'emails[type eq "work"].value co "y"',
        'tags[value eq "red"]',
      ],
      no: [
        'emails[type eq "home" and value co "y"]',
        'emails[type eq "home"].value co "y"',
        'absent[a eq null]',
      ],
    },
    'a complex value stands for its value': {
      yes: ['emails co "y.org"', 'device_accounts ne "3"', 'device_accounts[total_local_accounts gt 2]'],
      no: ['emails eq "work"', 'device_accounts eq 3', 'device_accounts gt 0'],
    },
    'numbers are ordered as numbers, texts as texts': {
      yes: ['device_accounts.total_local_accounts lt 10', 'os_major_version gt 9', 'os_major_version lt "9"'],
      no: [
        'device_accounts.total_local_accounts gt 10',
        'os_type gt 0',
        'is_deactivated lt 1',
        'total gt "x"',
      ],
    },
    'a number or boolean equals the text that spells it': {
      yes: [
        'os_major_version eq 11',
        'is_deactivated eq "False"',
        'total eq "0"',
        'total lt "10"',
        'id eq 2000000000006',
      ],
      no: [
        'os_major_version ne 11',
        'is_deactivated eq "0"',
        'total eq ""',
        'total eq false',
        'description eq 0',
      ],
    },
    'full date-times are instants': {
      yes: [
        'last_contact_time eq "2024-07-26T03:15:00Z"',
        'last_contact_time gt "2024-07-26T03:14:59.999Z"',
        'last_contact_time le "2024-07-25T22:15:00-05:00"',
        'last_contact_time lt "2024-07-26T04:00:00z"',
        'last_contact_time sw "2024-07-26t08"',
      ],
      no: ['last_contact_time ne "2024-07-26T03:15:00Z"', 'last_contact_time gt "2024-07-26T03:15:00Z"'],
    },
    'a date alone is text': {
      yes: ['last_contact_time gt "2024-07-26"', 'date lt "2024-07-26T00:00:00Z"', 'date eq "2024-07-26"'],
      no: ['date eq "2024-07-26T00:00:00Z"'],
    },
    'a URN leads into a part of its own only for an extension': {
      yes: [
        'urn:ietf:params:scim:schemas:core:2.0:Device:os_type eq "macOS"',
        `${extension}:os_type eq "other"`,
      ],
      no: [`${extension}:name pr`, 'urn:x:extension:y:os_type pr'],
    },
  };

describe.each(Object.entries(rulings))('%s', (_, { yes, no }) => {
  test.each(yes)('%s: yes', (text) => expect(holds(text)).toBe(true));
  test.each(no)('%s: no', (text) => expect(holds(text)).toBe(false));
});

test('rows without a prototype, or with an own __proto__, are read like others', () => {
  const parsed = parseFilter('os_type eq "x"');
  const bare = Object.assign(Object.create(null), { OS_TYPE: 'X' });
  expect(parsed.ok && compileFilter(parsed.value)(bare)).toBe(true);
  expect(parsed.ok && compileFilter(parsed.value)(JSON.parse('{"__proto__":{"os_type":"x"}}'))).toBe(false);
});

test('no row can exhaust the stack', () => {
  const nested = `${'a.a.a.a.a.a.a.a['.repeat(63)}a pr${']'.repeat(63)}`;
  const parsed = parseFilter(nested);
  const deep = JSON.parse(`${'{"a":['.repeat(3000)}1${']}'.repeat(3000)}`);
  const lists = { a: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) };
  expect(parsed.ok && compileFilter(parsed.value)(deep)).toBe(true);
  expect(parsed.ok && compileFilter(parsed.value)(lists)).toBe(false);
});
