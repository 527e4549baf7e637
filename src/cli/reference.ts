// The whole reference, out of the schemas, the command tree and the tables of codes. Both docs/ and `trueup explain`
// are printed from it.

import type { Command } from 'commander';
import { desiredSchema } from '../config/desired-schema.ts';
import { tenantsSchema } from '../config/tenants-schema.ts';
import { kindCodes } from '../kinds/codes.gen.ts';
import { kinds } from '../kinds/registry.gen.ts';
import type { Codes } from '../model/codes.ts';
import { apiCodes } from '../model/codes-api.ts';
import { cliCodes } from '../model/codes-cli.ts';
import { configCodes } from '../model/codes-config.ts';
import { dataCodes } from '../model/codes-data.ts';
import { fileCodes } from '../model/codes-files.ts';
import { ledgerCodes } from '../model/codes-ledger.ts';
import { planCodes } from '../model/codes-plan.ts';
import { terraformCodes } from '../model/codes-terraform.ts';
import { codesPage, exitsPage } from '../report/reference/codes.ts';
import { commandsPage } from '../report/reference/commands.ts';
import { keysPage } from '../report/reference/keys.ts';
import type { Reference } from '../report/reference/view.ts';
import { commandFacts } from './command-facts.ts';
import { commandNotes } from './command-notes.ts';

/** Every table of codes; no code stands in two. */
export const codeTables: readonly Codes[] = [
  cliCodes,
  fileCodes,
  configCodes,
  apiCodes,
  ledgerCodes,
  planCodes,
  dataCodes,
  terraformCodes,
  ...kindCodes,
];

/** `program` is only looked at. */
export function reference(program: Command): Reference {
  const sections = Object.assign({}, ...kinds.map((kind) => kind.sections));
  return [
    keysPage(desiredFile, desiredSchema(sections)),
    keysPage(trueupYaml, tenantsSchema),
    commandsPage(commands, commandFacts(program), commandNotes),
    exitsPage(exitCodes),
    codesPage(diagnostics, Object.assign({}, ...codeTables)),
  ];
}

const desiredFile = {
  name: 'desired-file',
  title: 'The desired file',
  text: [
    'Files and folders given with `-f` merge; the same key twice is an error that names both places.',
    'A file that ends in `.tf.json` is a configuration of Terraform, hand-written or synthesised by CDKTF: each `id360_*` resource in it is one of these sections or a member of one, with the same keys; texts must be written out, since only terraform can resolve expressions. Where there is no `trueup.yaml`, its `provider.id360` block says which tenant; its ledger is relative to the file.',
  ],
};

const trueupYaml = {
  name: 'trueup-yaml',
  title: 'trueup.yaml',
  text: [
    'It is looked for in the working directory, or where `--config` says. Without it, `-f` and the environment say what to work on.',
  ],
};

const commands = {
  name: 'commands',
  title: 'Commands',
  text: [
    'stdout is one document; notes and progress go to stderr. Colour is only for a terminal, and never where `NO_COLOR` is set.',
  ],
};

const exitCodes = {
  name: 'exit-codes',
  title: 'Exit codes',
  text: ['The word after the code is `reason` in the JSON that a command prints.'],
};

const diagnostics = {
  name: 'diagnostics',
  title: 'Codes of failures and findings',
  text: [
    'Each failure and each finding has a code that stays the same, whatever its words. In JSON it is `code`.',
  ],
};
