// What can go wrong with the ledger's files, in words: which file, what it means for the tenant, what to do now.

import { basename } from 'node:path';
import { commandLine } from '../model/command-line.ts';
import type { Failure } from '../model/failure.ts';
import { inSettings } from '../model/settings.ts';

export const ledgerName = 'ledger.json';
export const journalName = 'journal.jsonl';

/** `soFar` says what was, and was not, sent to the tenant. */
export function unwritable(path: string, cause: Error, soFar: string): Failure {
  return {
    code: 'ledger.unwritable',
    reason: 'error',
    summary: `${path} could not be written: ${soFar}`,
    why: cause.message,
    next: 'free some space, or make the folder writable for this user, and apply again; that first reads back whatever is not recorded',
    where: { file: path },
  };
}

export function unreadable(path: string, cause: Error): Failure {
  return {
    code: 'ledger.unreadable',
    reason: 'error',
    summary: `${path} could not be read`,
    why: cause.message,
    next: `make it readable for this user, or correct ledger, ${inSettings}`,
    where: { file: path },
  };
}

export function missing(folder: string): Failure {
  return {
    code: 'ledger.missing',
    reason: 'error',
    summary: `there is no ledger in ${folder}`,
    why: `neither ${ledgerName} nor ${journalName} is in it, so nothing is known of what was run`,
    next: 'name the right one with --ledger: that of a Terraform configuration is .trueup beside it, or .trueup/NAME where its provider block has a tenant; or name its tenant of trueup.yaml with --tenant',
    where: { file: folder },
  };
}

const costOfLoss: Readonly<Record<string, string>> = {
  [ledgerName]:
    'trueup then no longer knows its denials, removals and one-shots, so the next plan may repeat them and cannot tell drift from pending: read it before you apply it',
  [journalName]:
    'what the interrupted apply did is then known from the tenant only, and a sync or execution that it sent is not remembered: look for it in the tenant before it is sent again',
};

/** `line`: 1-based, where the file has lines that stand for themselves. */
export function corrupt(path: string, what: string, line?: number): Failure {
  const cost = costOfLoss[basename(path)] ?? '';
  return {
    code: 'ledger.corrupt',
    reason: 'error',
    summary: `${path} is damaged: ${what}`,
    why: 'it was edited, merged or cut short outside trueup; it is left as it is, and nothing was sent',
    next: `restore it from git or a backup; or move it away and make a plan (${cost})`,
    where: { file: path, ...(line !== undefined && { line }) },
  };
}

export function newer(path: string, found: string, known: string): Failure {
  return {
    code: 'ledger.newer',
    reason: 'error',
    summary: `${path} was written by a newer trueup`,
    why: `its format is ${found}; this trueup knows ${known} and leaves the file as it is`,
    next: 'upgrade trueup here to the version that wrote it',
    where: { file: path },
  };
}

export function otherTenant(path: string, found: string, wanted: string): Failure {
  return {
    code: 'ledger.other-tenant',
    reason: 'error',
    summary: `${path} belongs to another tenant: ${found}, not ${wanted}`,
    why: 'a ledger remembers what was applied to one tenant; with another one it would take its denials and one-shots for that one',
    next: `give each tenant a ledger of its own (ledger, ${inSettings}), or point trueup at ${found}; where the tenant only moved to a new address, correct the base_url in the file`,
    where: { file: path },
  };
}

export function unfinishedRun(
  path: string,
  { startedAt, owner }: { readonly startedAt: string; readonly owner: string },
  named: string,
): Failure {
  return {
    code: 'ledger.unfinished',
    reason: 'error',
    summary: `the apply that ${owner} began at ${startedAt} did not end`,
    why: 'its journal is still open, so what it did is not settled yet; nothing was sent',
    next: `run ${commandLine(named, 'apply', '--resume')}`,
    where: { file: path },
  };
}

export function journalGone(path: string): Failure {
  return {
    code: 'ledger.journal-gone',
    reason: 'error',
    summary: `${path} is gone while an apply is under way`,
    why: 'something removed it, and with it the record of what this apply has sent',
    next: `restore it, or make a plan to see the tenant as it is (${costOfLoss[journalName]})`,
    where: { file: path },
  };
}

/** Who holds a lock, as its file tells; `until` is an ISO time. */
export interface HolderWords {
  readonly who: string;
  readonly since: string;
  readonly until: string;
}

export function locked(path: string, { who, since, until }: HolderWords): Failure {
  return {
    code: 'ledger.locked',
    reason: 'locked',
    summary: `the ledger is locked by ${who} since ${since}`,
    why: 'another apply is under way, and two at once would undo each other; nothing was sent',
    next: `wait until it ends and try again; if that process is surely gone, the lock ends by itself at ${until}, unless it is renewed`,
    where: { file: path },
  };
}

export function lockLost(path: string): Failure {
  return {
    code: 'ledger.lock-lost',
    reason: 'locked',
    summary: 'the lock of the ledger was lost',
    why: 'this process was held up for longer than the lease (a machine that slept, a stalled disk) and another apply took over, or the lock file was removed',
    next: 'let the other apply end, then make a plan to see what is still different',
    where: { file: path },
  };
}
