// What is worth knowing of a command beside its help.

import type { CommandNote } from '../report/reference/commands.ts';
import { faultRules, type Rule, ruleWords, switchRules } from '../simulator/rules.ts';

const valuesOf = (rules: Readonly<Record<string, Rule>>): string =>
  Object.entries(rules)
    .map(([name, rule]) => `${name} (${ruleWords(rule)})`)
    .join(', ');

const ofTerraform =
  'The ledger of a Terraform configuration is `.trueup` beside it, or `.trueup/NAME` where its provider block has a `tenant`: name it with `--ledger`.';

export const commandNotes: Readonly<Record<string, CommandNote>> = {
  validate: {
    text: [
      'Reads `trueup.yaml`, the desired files and the inventories they name; the tenant is not asked. Every mistake is reported in one run, with file, line and column. Exits 1 on any error.',
    ],
    example: 'trueup validate -f tenants/acme',
  },
  plan: {
    text: [
      'Reads the tenant and changes nothing. A plan that a guard refuses is shown too, and exits 3. A plan made with `--target` says that it is partial.',
      'A saved plan can be applied for 7 days. It holds no secret.',
    ],
    example: 'trueup plan -f tenants/acme --out plan.json',
  },
  show: {
    text: ['Reads the file alone; the tenant is not asked.'],
    example: 'trueup show plan.json --all',
  },
  apply: {
    text: [
      'With a plan file it does that plan and nothing else. Without one it plans, asks, and applies; where there is no terminal, and with `--json`, it asks nobody and needs `--auto-approve`.',
      'Before anything is sent, what the plan touches is read again; one field that has moved stops it (exit 4). Afterwards what was changed is read once more, and what does not show as wanted is reported. Where approvals are all that is done to devices, in a large fleet, that is done by push-down: the listing is not read again where the tenant, asked by a filter for what is not approved, names none of the devices that were, and its counts add up to the listing before. The report says so.',
      'An earlier apply that did not end is settled first, by reading alone. `--resume` carries out what it had left; with `-f` or a plan it then goes on with that.',
    ],
    example: 'trueup apply plan.json\ntrueup apply -f tenants/acme --auto-approve\ntrueup apply --resume',
  },
  drift: {
    text: [
      'Reads only. Tells what moved in the tenant since the last apply (drift) from what the files want and was not applied yet (pending).',
    ],
    example: 'trueup drift -f tenants/acme --detailed-exitcode',
  },
  export: {
    text: ['Reads only. Plans to nothing when it is used as a desired file.'],
    example: 'trueup export --out tenant.yaml',
  },
  convert: {
    text: [
      'Offline. YAML becomes a configuration of Terraform in JSON, with an import block for what Terraform can take over; such a configuration becomes YAML. `terraform plan` and `trueup plan -f` make the same plan of either.',
      'With `trueup.yaml`, provider.id360 gets the policy of the tenant; secrets are in neither. Inventories (`select.file`) are written out as the ids and serial numbers that they hold today. Comments are not carried over; what else is left out is told on stderr. `unlisted_devices: deny` has no resource, and is an error.',
      'A configuration has a name that ends in `.tf.json`.',
    ],
    example:
      'trueup convert -f tenants/acme --out main.tf.json\ntrueup convert -f cdktf.out/stacks/acme/cdk.tf.json > acme.yaml',
  },
  terraform: {
    text: ['`docs/guides/installing.md` has all ways to install the provider, with a registry and without.'],
    example: '',
  },
  'terraform install': {
    text: [
      'Writes the provider of this installation, one file that node runs, as `MIRROR/HOST/trueup/id360/VERSION/PLATFORM/terraform-provider-id360_vVERSION`: what is there already stays, another file of the same version is replaced, other versions are left alone. Nothing is fetched, and nothing but the mirror is written.',
      'Without `--mirror` the folder is `~/.terraform.d/plugins`: the one that Terraform and OpenTofu both read by themselves, so that no configuration has to be changed. stdout is then empty. Where the CLI configuration has a block `provider_installation`, or the mirror is another folder, stdout is the block to use.',
      'Each of the two has a registry of its own that stands unsaid before `trueup/id360`; the provider is installed for both. Neither is ever asked for it. Windows starts no script as a plugin: use WSL there.',
    ],
    example:
      'trueup terraform install\ntrueup terraform install --mirror /srv/providers --platform linux_amd64 --platform linux_arm64 > mirror.tfrc',
  },
  'terraform-provider': {
    text: [
      'What `trueup terraform install` installs, served by this installation itself: for a mirror of your own whose file is a script that ends in `exec trueup terraform-provider`. Without Terraform it says that it is a plugin, and exits 1.',
    ],
    example: '#!/bin/sh\nexec /opt/trueup/node_modules/.bin/trueup terraform-provider',
  },
  history: {
    text: [
      "Reads the tenant's history of account linking, and nothing else: no desired files, no ledger. The filter is checked before anything is sent, and each row is checked again; rows come in the order of `--sort`. Nothing found is no failure.",
      'A table is cut to the width of the terminal; JSON and CSV are whole. In CSV a cell that begins with = + - @, a tab or a carriage return gets an apostrophe before it, so that no spreadsheet takes it for a formula; control characters are shown as escapes.',
      '`--since` takes a time (`2026-05-04T03:00:00Z`), a day (`2026-05-04`, UTC), or how long ago (`30m`, `24h`, `7d`).',
    ],
    example: `trueup history --filter 'status eq "failed"' --since 24h\ntrueup history --sort device_name,-action_time --format csv > history.csv`,
  },
  executions: {
    text: [
      '`list` shows the executions that the ledger knows: the API lists none. `show` reads one from the tenant, with what became of each user.',
      '`retry` runs the users of an execution that failed, `forward` runs another action for those that succeeded: through the selection that the server stores for it, and only for users that the plan lists. Both plan, ask and apply like `trueup apply`. An execution that the ledger does not know must be described: `--action`, `--app-config`, `--template` and `--data`.',
      ofTerraform,
    ],
    example:
      'trueup executions list\ntrueup executions show 2000000810001\ntrueup executions retry 2000000810001\ntrueup executions forward 2000000810001 delete-users --allow-removal --acknowledge "left in March"',
  },
  resolve: {
    text: [
      'A run whose answer was lost (an execution, a sync, a workflow request) is in doubt: it is never sent again by itself. Look in the console what became of it, then say so. Nothing is sent to the tenant; the ledger remembers, with the reason.',
      'With `--execution` the next plan reads the results of that execution, user by user.',
      ofTerraform,
    ],
    example:
      "trueup resolve 'user_action/leavers/*' --ran --reason 'seen in the console'\ntrueup resolve account_linking/sync --not-run",
  },
  simulate: {
    text: [
      'Prints one line of JSON with its URL when it listens.',
      `Faults, as \`--faults name=value,…\`: ${valuesOf(faultRules)}, perSecond (calls a second; more are refused). A chance is a probability, or \`every:n\`.`,
      `Switches, as \`--switch name=value,…\`: ${valuesOf(switchRules)}.`,
      'While it runs, `POST /_simulator/set` takes the same as JSON, faults with `only: {method, path}` too, and `POST /_simulator/users/ID` with `{"fails": "message", "fails_times": 1}` makes a user fail. `POST /_simulator/devices/ID` changes a device behind the back of whoever manages it (`{"agent_status": "pending"}`), and `GET /_simulator/requests` lists what has arrived.',
    ],
    example: 'trueup simulate --devices 200 --seed 7 --port 8360 --faults rate-limit=0.05,lost=0.01',
  },
  explain: {
    text: [
      'The same texts as in `docs/`. A topic is a code, the path of a key, a command, an exit code or its word, or the name of a page of `docs/`.',
    ],
    example: 'trueup explain config.unknown-key\ntrueup explain guards.max_denials\ntrueup explain 5',
  },
};
