// Codes of the command line, of addresses, of the simulator, and of trueup's own mistakes.

import type { Codes } from './codes.ts';

export const cliCodes: Codes = {
  'cli.usage': {
    as: ['error'],
    when: 'The command line cannot be taken as it is: an unknown command or option, a missing argument, options that exclude each other, or a question that nobody is there to answer.',
    next: 'Do what the message says; `trueup COMMAND --help` lists the options of a command.',
  },
  'cli.unknown-topic': {
    as: ['error'],
    when: '`trueup explain` was asked for something that is no code, key, command or exit code, or for a short name that means several.',
    next: 'Take one of the names that the message gives; `trueup explain` alone lists all.',
  },
  'cli.no-tenant': {
    as: ['error'],
    when: 'Neither `trueup.yaml` nor the environment says which tenant to work on.',
    next: 'Set the API root, or `data_center` or `base_url` of a tenant in `trueup.yaml`.',
    example: 'export ID360_BASE_URL=https://id360.manageengine.com/api/v1',
  },
  'cli.unknown-data-center': {
    as: ['error'],
    when: '`data_center` names a data centre that trueup does not know.',
    next: 'Correct it, or give `base_url` instead.',
  },
  'cli.unwritable': {
    as: ['error'],
    when: 'The file of `--out` cannot be written. `export` also fails where the file is there already: it replaces nothing.',
    next: 'Choose another file. Nothing was changed.',
  },
  'cli.mirror-unwritable': {
    as: ['error'],
    when: '`trueup terraform install` cannot write the provider into the mirror.',
    next: 'Give yourself the right to write there, or name another folder. No file is ever left there in part.',
    example: 'trueup terraform install --mirror ./providers',
  },
  'cli.no-provider': {
    as: ['error'],
    when: 'The provider of Terraform is not among the files of this installation.',
    next: 'Install trueup again; in a checkout, build it.',
    example: 'npm run build',
  },
  'cli.provider-platform': {
    as: ['error'],
    when: '`trueup terraform install` was asked for a platform that the provider does not run on. It is a script that node runs; Windows starts no script as a plugin.',
    next: 'Use WSL on Windows, or name the platform of the machines that the mirror is for.',
    example: 'trueup terraform install --mirror ./providers --platform linux_amd64',
  },
  'address.malformed': {
    as: ['error'],
    when: 'A text is not an address: a kind, or a kind and its keys.',
    next: 'Write it as the plan prints it.',
    example: 'device/2000000000006',
  },
  'simulator.unknown-fault': {
    as: ['error'],
    when: '`trueup simulate --faults` names a fault that the simulator does not have.',
    next: 'Write one of those that the message lists.',
    example: 'trueup simulate --faults rate-limit=0.05,latency=20',
  },
  'simulator.unknown-switch': {
    as: ['error'],
    when: '`trueup simulate --switch` names a switch that the simulator does not have.',
    next: 'Write one of those that the message lists.',
    example: 'trueup simulate --switch denied=pending,ids=number',
  },
  'simulator.wrong-fault-value': {
    as: ['error'],
    when: 'A fault of `trueup simulate --faults` has a value that it does not take.',
    next: 'Write one that the message describes: as a rule a probability from 0 to 1, or `every:n`.',
  },
  'simulator.wrong-switch-value': {
    as: ['error'],
    when: 'A switch of `trueup simulate --switch` has a value that it does not take.',
    next: 'Write one that the message lists.',
  },
  'simulator.wrong-setting': {
    as: ['error'],
    when: 'A setting that was sent to a running simulator (`/_simulator/set`) is not one, or has a value that it does not take. None of the settings took effect.',
    next: 'Correct it and send it again.',
  },
  bug: {
    as: ['error'],
    when: 'trueup broke one of its own rules. That is its fault, never yours.',
    next: 'Run it again with `--debug`, and report what it prints. After an apply, `trueup apply --resume` reads back what was in flight.',
  },
};
