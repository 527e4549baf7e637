// Only an apply that surely has a plan file may be taken for one: else it would be given an old plan.

import { expect, test } from 'vitest';
import { runOf } from '../../../src/terraform/session/command-line.ts';

test.each([
  ['plan tfplan', 'terraform plan -out=tfplan'],
  ['plan tfplan', 'terraform -chdir=infra plan -var a=b -out tfplan'],
  ['plan late', 'terraform plan -out=early -out late -target x'],
  ['other', 'terraform plan'],
  ['apply', 'terraform apply'],
  ['apply', 'terraform apply -auto-approve -var a=b'],
  ['apply', 'terraform apply -var-file prod.tfvars -target id360_device_set.a -no-color'],
  ['apply', 'terraform apply --var a=b'],
  ['apply', 'terraform destroy -auto-approve'],
  ['apply-saved tfplan', 'terraform apply tfplan'],
  ['apply-saved out/tfplan', 'tofu apply -auto-approve -input=false -parallelism 4 out/tfplan'],
  ['apply-saved tfplan', 'terraform apply -input=false tfplan -no-color'],
  ['other', 'terraform apply -unheard-of tfplan'],
  ['other', 'terraform apply tfplan -auto-approve'],
  ['other', 'terraform test'],
  ['other', 'terraform refresh'],
  ['other', 'terraform'],
] as const)('%s: %s', (expected, line) => {
  const run = runOf(line.split(' '));
  expect('file' in run ? `${run.run} ${run.file}` : run.run).toBe(expected);
});
