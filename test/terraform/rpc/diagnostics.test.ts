// Findings as Terraform shows them: each sentence ends once.

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
