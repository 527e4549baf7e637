// Diagnostics as a compiler prints them, and failures: what, why, next, where.

import { expect, test } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import { printFailure } from '../../src/report/failure-text.ts';
import { printDiagnostics } from '../../src/report/findings.ts';
import { failureJson } from '../../src/report/json.ts';
import { expectGolden } from './golden.ts';
import { diagnostic, text } from './plans.ts';

const found = [
  diagnostic('error', {
    code: 'config.unknown-key',
    summary: '"is_enable" is not a key of account_linking',
    why: 'keys are spelled as the API spells them',
    next: 'write is_enabled',
    where: { file: 'examples/small.yaml', line: 12, column: 5 },
  }),
  diagnostic('error', {
    also: { file: 'b.yaml', line: 3, column: 1 },
    where: { file: 'a.yaml', line: 1, column: 1 },
  }),
  diagnostic('warning', { addresses: Array.from({ length: 9 }, (_, i) => `device/${i}`), why: '' }),
];

const failure: Failure = {
  code: 'api.wrong-shape',
  reason: 'unreadable',
  summary: 'the server sent a page where JSON was expected',
  why: 'the body begins with "<html>\x1b[31m"\nso a proxy may have answered',
  next: 'check ID360_BASE_URL and the proxy, then plan again',
  where: { call: 'GET /devices', field: 'data[3].id' },
  status: 200,
};

test('diagnostics.txt', () => expectGolden('diagnostics.txt', printDiagnostics(found, text)));
test('diagnostics-60.txt', () =>
  expectGolden('diagnostics-60.txt', printDiagnostics(found, { ...text, width: 60 })));
test('failure.txt', () => expectGolden('failure.txt', printFailure(failure, text)));
test('failure.json', () => expectGolden('failure.json', failureJson(failure, found)));

test('the first line of a finding is what editors and log viewers make a link of', () => {
  const first =
    'examples/small.yaml:12:5 error config.unknown-key: "is_enable" is not a key of account_linking';
  expect(printDiagnostics(found, text).split('\n')[0]).toBe(first);
});

test('no findings, no text', () => expect(printDiagnostics([], text)).toBe(''));
