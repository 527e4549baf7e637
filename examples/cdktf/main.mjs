// @ts-check
// An app of the Cloud Development Kit for Terraform. It runs with nothing but node, and needs no cdktf-cli:
//
//   npm install PATH/TO/trueup-0.1.0.tgz cdktf constructs     (or cdktn in place of cdktf; npm pack makes the file)
//   node main.mjs                              writes cdktf.out/stacks/finance/cdk.tf.json
//
// Then plan and apply that file with terraform or with trueup: both make the same plan. For cdktn write cdktn and
// trueup/cdktn in the two imports; nothing else changes. As main.ts it runs on Node from 22.18 on, or compiled.

import { App, TerraformStack } from 'cdktf';
import { ApprovedFleet, DeviceSet, Id360Tenant, SafeAccountLinking, ViewColumns } from 'trueup/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'finance');

// The sign-in comes from the environment (ID360_ACCESS_TOKEN, …): a synthesised stack is a file, and holds no secret.
new Id360Tenant(stack, 'id360', {
  dataCenter: 'us',
  name: 'finance',
  guards: {
    maxDenials: '5%',
    maxRemovals: 0,
    protectedAccounts: ['breakglass'],
    rules: [{ name: 'small', assert: 'plan.summary.change <= 500', message: 'split it' }],
  },
});

// administrator, admin, root, sysadmin and recovery stay restricted beside these names.
new SafeAccountLinking(stack, 'linking', {
  isEnabled: true,
  attributeType: 'attribute',
  attributeValue: 'localAccountName',
  ondemandProvisioningSettings: { isEnabled: true, defaultPermissionLevel: 'standard' },
  restricted: ['breakglass'],
  mode: 'exact',
  acknowledge: 'first enabling, reviewed in #12',
});

new DeviceSet(stack, 'finance-laptops', {
  name: 'finance-laptops',
  agent: 'approved',
  access: 'activated',
  select: { filter: 'os_type eq "Windows" and tenant eq "contoso.onmicrosoft.com"' },
});

// A mistake in the inventory stops the synthesis and names the line.
new ApprovedFleet(stack, 'loaners', { inventory: new URL('loaners.csv', import.meta.url) });

new ViewColumns(stack, 'move-users', {
  action: 'move-users',
  appConfigId: '2000000000001',
  columns: ['first_name', 'last_name', 'email'],
});

app.synth();
