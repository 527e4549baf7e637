// Options that several commands take, each declared once: what is called the same means the same everywhere.

import type { Command } from 'commander';

/** For an option that may be given more than once. */
export const several = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** Options of every command that works on a tenant. */
export const tenant = (command: Command): Command =>
  command
    .option('--tenant <name>', 'the tenant of trueup.yaml to work on')
    .option('--config <file>', 'another file than trueup.yaml')
    .option('--json', 'print one JSON document');

/** Options of every command that works on a tenant, and with its ledger. */
export const remembering = (command: Command): Command =>
  tenant(command).option(
    '--ledger <folder>',
    "the ledger, where it is not the tenant's of trueup.yaml: that of a provider block",
  );

export const files = (command: Command): Command =>
  command.option('-f, --file <path>', 'desired file or folder; repeats', several);

export const desired = (command: Command): Command => files(tenant(command));
