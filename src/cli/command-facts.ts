// The command tree as plain data for the reference: what commander knows of each command and option.

import type { Command, Option } from 'commander';
import type { CommandFacts, OptionFacts } from '../report/reference/commands.ts';

/** Every command below the program, in the order of its help. */
export function commandFacts(program: Command): readonly CommandFacts[] {
  return program.commands.map((command) => factsOf(command, ''));
}

function factsOf(command: Command, group: string): CommandFacts {
  const name = `${group}${command.name()}`;
  return {
    name,
    usage: `trueup ${name} ${command.usage()}`.trim(),
    description: command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionOf), help],
    commands: command.commands.map((inner) => factsOf(inner, `${name} `)),
  };
}

const help: OptionFacts = { flags: '-h, --help', description: 'print its options', choices: [], usual: '' };

function optionOf({ flags, description, argChoices, defaultValue }: Option): OptionFacts {
  const usual =
    typeof defaultValue === 'string' || typeof defaultValue === 'number' ? String(defaultValue) : '';
  return { flags, description, choices: argChoices ?? [], usual };
}
