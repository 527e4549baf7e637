// Codes of the ledger: its files, its lock, and what it remembers of runs that did not end.

import type { Codes } from './codes.ts';

export const ledgerCodes: Codes = {
  'ledger.unreadable': {
    as: ['error'],
    when: 'A file of the ledger could not be read. Nothing was sent.',
    next: 'Make it readable for this user, or correct `ledger`, in `trueup.yaml` or in the provider block of Terraform.',
  },
  'ledger.unwritable': {
    as: ['error', 'partial'],
    when: 'A file of the ledger could not be written, as a rule because the disk is full or the folder belongs to another user. The message says what was, and was not, sent until then.',
    next: 'Free some space, or make the folder writable, and run `trueup apply` again: it first reads back whatever is not recorded.',
  },
  'ledger.missing': {
    as: ['error'],
    when: '`trueup resolve` was to tell a ledger what was found, or `--ledger` named one for `trueup executions`, and there is none in that folder. Nothing was recorded or sent.',
    next: 'Name the right one with `--ledger`: that of a Terraform configuration is `.trueup` beside it, or `.trueup/NAME` where its provider block has a `tenant`. Or name its tenant of `trueup.yaml` with `--tenant`.',
    example: "trueup resolve --ledger .trueup/acme 'user_action/leavers/*' --ran",
  },
  'ledger.corrupt': {
    as: ['error'],
    when: 'A file of the ledger was edited, merged or cut short outside trueup. It is left as it is, and nothing was sent.',
    next: 'Restore it from git or a backup. Or move it away and run `trueup plan`; without `ledger.json` trueup no longer knows its denials, removals and one-shots, so read that plan before you apply it.',
  },
  'ledger.newer': {
    as: ['error'],
    when: 'A file of the ledger was written by a newer trueup, in a format that this one does not know. It is left as it is.',
    next: 'Upgrade trueup here to the version that wrote it.',
  },
  'ledger.other-tenant': {
    as: ['error'],
    when: 'The ledger belongs to another tenant (its `base_url` is another). Its denials and one-shots would be taken for those of this one.',
    next: 'Give each tenant a ledger of its own. Where the tenant only moved to a new address, correct the `base_url` in the file.',
    example: 'ledger: .trueup/acme',
  },
  'ledger.unfinished': {
    as: ['error'],
    when: 'An earlier apply did not end: its journal is still open, so what it did is not settled yet. Nothing was sent.',
    next: 'Run `trueup apply --resume`.',
  },
  'ledger.unfinished-run': {
    as: ['warning'],
    when: 'The plan was made while an earlier apply has not ended. What that one had under way shows in the plan only as far as the live tenant shows it, and one-shots that it had left are not in the plan.',
    next: 'Run `trueup apply --resume` to carry out what it had left. Another apply settles it first, by reading alone.',
  },
  'ledger.journal-gone': {
    as: ['error', 'partial'],
    when: 'The journal was removed while an apply was under way, and with it the record of what that apply has sent.',
    next: 'Restore it, or run `trueup plan` to see the tenant as it is. A sync or execution that was sent is then not remembered: look for it in the tenant before it is sent again.',
  },
  'ledger.locked': {
    as: ['locked'],
    when: 'Another apply holds the ledger: the message says who, on which machine, since when. Two at once would undo each other. Nothing was sent.',
    next: 'Wait until it ends and try again. If that process is surely gone, the lock ends by itself at the time that the message names.',
  },
  'ledger.lock-lost': {
    as: ['locked', 'partial'],
    when: 'This process was held up for longer than the lease of its lock (a machine that slept, a stalled disk) and another apply took over, or the lock file was removed. It stopped sending.',
    next: 'Let the other apply end, then run `trueup plan` to see what is still different.',
  },
  'ledger.in-doubt': {
    as: ['warning'],
    when: 'The answer to a one-shot was lost, or its work had not ended when trueup stopped looking, so it is not known what became of it. It is not safe to send twice, and trueup does not send it again by itself.',
    next: 'Look in the admin console (jobs, executions, requests), and tell trueup: `trueup resolve ADDRESS --ran`, or `--not-run`, or `--execution ID` where you found the execution.',
  },
  'resolve.nothing-in-doubt': {
    as: ['error'],
    when: '`trueup resolve` was given addresses, and no one-shot in doubt is at any of them. Nothing was recorded.',
    next: 'Give one of the addresses in doubt that the message lists, or a glob. Where it lists none, nothing is to be done.',
    example: "trueup resolve 'user_action/leavers/*' --ran",
  },
  'resolve.not-known': {
    as: ['error'],
    when: '`trueup resolve` was told that a one-shot has run, and the ledger does not know what was tried: it was edited. Recording it would not keep the next plan from running it.',
    next: 'Restore the ledger from a backup; or say `--not-run` where it did not run.',
  },
  'journal.edited': {
    as: ['error'],
    when: 'The plan in the journal of an unfinished apply does not match its id: it was edited, or merged. Nothing was sent.',
    next: 'Restore `journal.jsonl` from a backup; or move it away and run `trueup plan` to see the tenant as it is.',
  },
};
