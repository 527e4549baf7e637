// The command line: names, options and help. Each command's modules load when it runs.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../model/version.gen.ts';
import type { Io } from './io.ts';
import { desired, files, remembering, several, tenant } from './option-groups.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { misread } from './usage.ts';

const number = (value: string): number => Number(value);
const minutes = (value: string): number => {
  if (/^\d{1,6}(\.\d+)?$/.test(value)) return Number(value);
  throw new InvalidArgumentError('give a number of minutes, such as 15.');
};

type Run = (options: Readonly<Record<string, unknown>>, args: readonly string[]) => Promise<Outcome>;

/** Parses and runs; help and version are printed and are done. */
export async function parse(argv: readonly string[], io: Io): Promise<Outcome> {
  let outcome: Outcome = done;
  const printed: string[] = [];
  const does: Does =
    (run) =>
    async (...given) => {
      const command = given.at(-1);
      if (command instanceof Command) outcome = await run(command.opts(), command.args);
    };
  const program = commandTree(io, does, (text) => printed.push(text));
  if (argv.length === 0) return helped(program.helpInformation(), io);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return outcome;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return helped(printed.join(''), io);
    const isGroup = error.code === 'commander.help';
    return failed(misread(isGroup ? `trueup ${argv.join(' ')} is a group of commands` : error.message));
  }
}

/** Every command with its options, nothing run: `does` says what an action does, `print` takes help and version. */
export function commandTree(io: Io, does: Does, print: (text: string) => void): Command {
  const program = new Command('trueup')
    .description('Keeps a ManageEngine Identity360 tenant true to files in git.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined })
    .showSuggestionAfterError(true);
  for (const define of [
    validateCommand,
    planCommand,
    showCommand,
    applyCommand,
    driftCommand,
    exportCommand,
    convertCommand,
    terraformCommand,
    terraformProviderCommand,
    historyCommand,
    executionsCommand,
    resolveCommand,
    simulateCommand,
    demoCommand,
    explainCommand,
  ])
    define(program, io, does);
  for (const command of leaves(program)) common(command);
  return program;
}

async function helped(text: string, io: Io): Promise<Outcome> {
  await io.print(text);
  return done;
}

type Does = (run: Run) => (...given: unknown[]) => Promise<void>;

/** The commands that do something: those without commands of their own. */
function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** Options of every command. */
function common(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  command.addOption(new Option('--debug', 'print stack traces').hideHelp(false));
}

function validateCommand(program: Command, _io: Io, does: Does): Command {
  return desired(program.command('validate').description('check the desired files, offline')).action(
    does(async (options) => (await import('./commands/validate.ts')).validate(options, _io)),
  );
}

function planCommand(program: Command, io: Io, does: Does): Command {
  return files(remembering(program.command('plan').description('show what apply would do')))
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--out <file>', 'save the plan')
    .option('--detailed-exitcode', 'exit 2 where there are changes')
    .option('--target <glob>', 'only addresses that match; repeats', several)
    .option('--all', 'list every change')
    .action(does(async (options) => (await import('./commands/plan.ts')).plan(options, io)));
}

function showCommand(program: Command, io: Io, does: Does): Command {
  return program
    .command('show <plan>')
    .description('print a saved plan')
    .option('--json', 'print one JSON document')
    .option('--all', 'list every change')
    .action(does(async (options, args) => (await import('./commands/show.ts')).show(args, options, io)));
}

function applyCommand(program: Command, io: Io, does: Does): Command {
  return files(
    remembering(
      program.command('apply [plan]').description('carry out a saved plan, or plan, confirm and apply'),
    ),
  )
    .option('--auto-approve', 'do not ask')
    .option('--resume', 'first carry out what an interrupted apply had left')
    .option('--wait <minutes>', 'how long to wait for a job or an execution to end', minutes, 15)
    .option('--target <glob>', 'only addresses that match; repeats', several)
    .action(does(async (options, args) => (await import('./commands/apply.ts')).apply(args, options, io)));
}

function driftCommand(program: Command, io: Io, does: Does): Command {
  return files(remembering(program.command('drift').description('show what moved behind the files')))
    .option('--detailed-exitcode', 'exit 2 where there is drift')
    .option('--all', 'list every change')
    .action(does(async (options) => (await import('./commands/drift.ts')).drift(options, io)));
}

function exportCommand(program: Command, io: Io, does: Does): Command {
  return remembering(program.command('export').description('write the live tenant as desired files'))
    .option('--out <file>', 'write to a file that does not exist yet')
    .action(does(async (options) => (await import('./commands/export.ts')).exportTenant(options, io)));
}

function convertCommand(program: Command, io: Io, does: Does): Command {
  return desired(
    program
      .command('convert')
      .description('write desired files as Terraform JSON, or Terraform JSON as YAML'),
  )
    .addOption(
      new Option('--to <spelling>', 'what to write; the other spelling, unless told').choices([
        'terraform',
        'yaml',
      ]),
    )
    .option('--out <file>', 'write to a file that does not exist yet')
    .action(does(async (options) => (await import('./commands/convert.ts')).convert(options, io)));
}

function terraformCommand(program: Command, io: Io, does: Does): Command {
  const group = program.command('terraform').description('make the provider known to Terraform and OpenTofu');
  group
    .command('install')
    .description('put the provider where Terraform and OpenTofu find it without a registry')
    .option('--mirror <dir>', 'another folder than ~/.terraform.d/plugins')
    .option(
      '--host <name>',
      'the registry that configurations name; repeats; those of both, unless told',
      several,
    )
    .option('--platform <name>', 'another machine than this, such as linux_arm64; repeats', several)
    .option('--json', 'print one JSON document')
    .action(
      does(async (options) =>
        (await import('./commands/terraform-install.ts')).installProvider(options, io, process),
      ),
    );
  return group;
}

function terraformProviderCommand(program: Command, _io: Io, does: Does): Command {
  return program
    .command('terraform-provider')
    .description('be the provider: Terraform starts this, not people')
    .action(does(async () => (await import('./commands/terraform-provider.ts')).serveProvider()));
}

function historyCommand(program: Command, io: Io, does: Does): Command {
  return tenant(program.command('history').description('show which accounts the tenant linked, and why not'))
    .option('--filter <scim>', 'only rows that match, such as \'status eq "failed"\'')
    .option('--sort <fields>', 'by these fields; - before one: the largest first', '-action_time')
    .option('--since <time>', 'only rows since a time, or since 24h or 7d ago')
    .option('--limit <n>', 'at most so many rows', number)
    .addOption(
      new Option(
        '--format <format>',
        'output format; in csv, what could be a formula begins with an apostrophe',
      )
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .action(does(async (options) => (await import('./commands/history.ts')).history(options, io)));
}

function executionsCommand(program: Command, io: Io, does: Does): Command {
  const group = program
    .command('executions')
    .description('list, show, retry and forward executions of actions');
  remembering(group.command('list').description('list the executions that the ledger knows')).action(
    does(async (options) => (await import('./commands/executions.ts')).listExecutions(options, io)),
  );
  remembering(group.command('show <id>').description('show one execution and what became of its users'))
    .option('--action <action>', 'its action, where the ledger does not know it')
    .action(
      does(async (options, args) =>
        (await import('./commands/executions.ts')).showExecution(args, options, io),
      ),
    );
  const run = does(async (options, args) =>
    (await import('./commands/executions-run.ts')).runExecution(args, options, io),
  );
  runs(group.command('retry <id>').description('run the users that failed again')).action(run);
  runs(group.command('forward <id> <action>').description('run another action for the users that succeeded'))
    .option('--forward-app-config <id>', 'app configuration of the other action')
    .option('--forward-template <id>', 'template of the other action')
    .option('--forward-data <json>', 'input of that template')
    .action(run);
  return group;
}

/** Options of the commands that run users of an execution. */
function runs(command: Command): Command {
  return remembering(command)
    .option('--auto-approve', 'do not ask')
    .option('--out <file>', 'save the plan instead, for trueup apply')
    .option('--wait <minutes>', 'how long to wait for the execution to end', minutes, 15)
    .option('--action <action>', 'its action, where the ledger does not know it')
    .option('--app-config <id>', 'its app configuration, where the ledger does not know it')
    .option('--template <id>', 'its template, where the ledger does not know it')
    .option('--data <json>', 'input of that template')
    .option('--allow-removal', 'needed for an action that deletes users')
    .option('--acknowledge <reason>', 'why users may be deleted');
}

function resolveCommand(program: Command, io: Io, does: Does): Command {
  return remembering(
    program.command('resolve <address...>').description('tell the ledger what became of runs in doubt'),
  )
    .option('--ran', 'it was carried out')
    .option('--not-run', 'it was not carried out: the next plan has it again')
    .option('--execution <id>', 'it ran in this execution, whose results the next plan reads')
    .option('--reason <text>', 'how it was found out; kept in the ledger')
    .action(
      does(async (options, args) => (await import('./commands/resolve.ts')).resolve(args, options, io)),
    );
}

function simulateCommand(program: Command, io: Io, does: Does): Command {
  return program
    .command('simulate')
    .description('serve a simulated tenant on loopback until stopped')
    .option('--devices <n>', 'how many devices', number, 25)
    .option('--users <n>', 'how many users', number, 40)
    .option('--seed <n>', 'which devices', number, 1)
    .option('--port <n>', 'which port; 0: any that is free', number, 0)
    .option('--faults <list>', 'faults, such as rate-limit=0.05,error=0.02,reset=0.01,lost=0.01,latency=20')
    .option('--switch <list>', 'open questions of the API, such as denied=pending,ids=number')
    .action(does(async (options) => (await import('./commands/simulate.ts')).simulate(options, io)));
}

function demoCommand(program: Command, io: Io, does: Does): Command {
  return program
    .command('demo')
    .description('plan, apply and drift against a simulated tenant')
    .action(does(async () => (await import('./commands/demo.ts')).demo(io)));
}

function explainCommand(program: Command, io: Io, does: Does): Command {
  return program
    .command('explain [topic...]')
    .description('say what a code, a key, a command or an exit code means')
    .option('--json', 'print one JSON document')
    .action(
      does(async (options, args) => (await import('./commands/explain.ts')).explain(args, options, io)),
    );
}
