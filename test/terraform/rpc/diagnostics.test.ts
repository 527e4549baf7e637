// Findings as Terraform shows them: each sentence ends once, and begins with a capital unless a value stands first.

import { expect, test } from 'vitest';
import { messageOf } from '../../../src/terraform/rpc/diagnostics.ts';

test.each([
  ['did you mean approved?', 'To go on: did you mean approved?'],
  ['write one of these', 'To go on: write one of these.'],
  ['run terraform plan again.', 'To go on: run terraform plan again.'],
])('what to do next ends once: %s', (next, says) => {
  const { detail } = messageOf({ code: 'a.b', severity: 'error', summary: 'no', why: 'so', next });
  expect(detail).toBe(`So\n${says}\n(a.b)`);
});

test.each([
  ['no device has it', 'No device has it'],
  ['so', 'So'],
  ['pf3k8mn2, pf3k8mn7 are no serial numbers', 'pf3k8mn2, pf3k8mn7 are no serial numbers'],
  ['http://example.com would carry the token', 'http://example.com would carry the token'],
  ['move-users lists no user', 'move-users lists no user'],
  ['restricted_accounts is empty', 'restricted_accounts is empty'],
  ['doe: no message', 'doe: no message'],
  ['john, jane have failed', 'john, jane have failed'],
  ['id360.example refused the sign-in', 'id360.example refused the sign-in'],
  ['"a" is not an id', '"a" is not an id'],
  ['', ''],
])('only an ordinary word gets a capital: %s', (text, says) => {
  const { summary, detail } = messageOf({
    code: 'a.b',
    severity: 'error',
    summary: text,
    why: text,
    next: '',
  });
  expect([summary, detail]).toEqual([says, text === '' ? '(a.b)' : `${says}\n(a.b)`]);
});
