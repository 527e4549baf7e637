// What each way to end a process means: the exit code, as a word in JSON `reason`.

import type { Reason } from './failure.ts';

export interface ExitText {
  readonly when: string;
  readonly next: string;
}

export const exitTexts: Readonly<Record<Reason, ExitText>> = {
  done: {
    when: 'Done, and nothing is wrong. Without `--detailed-exitcode` also a plan with changes, or a drift report with drift.',
    next: 'Nothing.',
  },
  error: {
    when: 'An error, or a mistake on the command line or in the files. An apply that ends so changed nothing, or could not record or verify what it changed; its report says which.',
    next: 'Do what the message says; `trueup explain CODE` tells more of its code.',
  },
  changes: {
    when: 'There are changes, or drift. Only with `--detailed-exitcode`.',
    next: 'Review the plan, and apply it.',
  },
  refused: {
    when: 'A guard refuses the plan. The plan is shown and can be saved; apply does not take it.',
    next: 'Do what the refusals say: correct the files, give a reason under `acknowledge`, or have the guard changed, in `trueup.yaml` or in the provider block of Terraform.',
  },
  stale: {
    when: 'The tenant has moved since the plan was made, the plan has expired, or a one-shot of it has run since. Nothing of the plan was sent.',
    next: 'Make a new plan, review it, and apply that one.',
  },
  partial: {
    when: 'Partly applied: some steps came through and others failed, were not attempted, or are in doubt; or what was applied does not show as wanted. The report lists each.',
    next: 'Read the report, mend what it names, and run `trueup plan`: it shows what is still different.',
  },
  locked: {
    when: 'Another apply holds the ledger, or took it over.',
    next: 'Wait until it ends, and run it again.',
  },
  unreadable: {
    when: 'The live state could not be read whole, and nothing is planned from half a tenant; or what an apply changed could not be read again.',
    next: 'Do what the message says; as a rule run it again later.',
  },
  sign_in: {
    when: 'The sign-in was refused, or cannot be made with what the environment holds.',
    next: 'Check the `ID360_…` variables, and the scopes of the client.',
  },
  interrupted: {
    when: 'Stopped by Ctrl-C (SIGINT). An apply ends the calls that are under way first, and records them.',
    next: 'After an apply: run `trueup apply --resume` to carry on.',
  },
  terminated: {
    when: 'Stopped by SIGTERM. An apply ends the calls that are under way first, and records them.',
    next: 'After an apply: run `trueup apply --resume` to carry on.',
  },
};
