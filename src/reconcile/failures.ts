// Failures that the pipeline itself finds, in one place, so that each is worded once.

import { type ApiRequest, callName } from '../model/call.ts';
import type { Failure } from '../model/failure.ts';
import type { WrongShape } from '../model/kind.ts';
import type { Plan, Step } from '../model/plan.ts';

/** A server sent something that is not what the API pages show. */
export function wrongShape(request: ApiRequest, { field, expected }: WrongShape): Failure {
  return {
    code: 'api.wrong-shape',
    reason: 'unreadable',
    summary: `the answer to ${callName(request)} has an unexpected shape`,
    why: `${field === '' ? 'the answer' : field} should be ${expected}`,
    next: 'nothing was changed; check that the base URL is the API root of Identity360, and report the call and the field',
    where: { call: callName(request), field },
  };
}

export function otherTenant(plan: Plan, baseUrl: string): Failure {
  return {
    code: 'plan.other-tenant',
    reason: 'error',
    summary: 'this plan was made for another tenant',
    why: `the plan was made against ${plan.base_url} (${plan.tenant}); this run would apply it to ${baseUrl}`,
    next: 'choose the tenant that it was made for, or make a new plan for this one',
  };
}

export function otherService(name: string, url: string): Failure {
  return {
    code: 'plan.other-service',
    reason: 'error',
    summary: `this plan calls ${name} at ${url}, which this run is not set up for`,
    why: 'a plan goes to the servers that it was made for, and to no other',
    next: `set up ${name} with that address, or make a new plan`,
  };
}

export function expired(plan: Plan): Failure {
  return {
    code: 'plan.expired',
    reason: 'stale',
    summary: 'this plan has expired',
    why: `it was made at ${plan.created_at} and holds until ${plan.expires_at}`,
    next: 'make a new plan, review it, and apply that one',
  };
}

export function refused(plan: Plan): Failure {
  const first = plan.diagnostics.find(({ severity }) => severity === 'error' || severity === 'refusal');
  const reason = plan.reason === 'refused' ? 'refused' : 'error';
  return {
    code: reason === 'refused' ? 'plan.refused' : 'plan.has-errors',
    reason,
    summary: reason === 'refused' ? 'a guard refuses this plan' : 'this plan has errors',
    why: first === undefined ? 'its diagnostics say why' : `${first.summary}: ${first.why}`,
    next: first?.next ?? 'correct what the diagnostics name, and make a new plan',
  };
}

export function otherVersion({ kind, operation }: Step): Failure {
  return {
    code: 'plan.other-version',
    reason: 'error',
    summary: `this plan asks for ${kind}.${operation}, which this trueup does not know`,
    why: 'it was made by another version of trueup',
    next: 'nothing was changed; make a new plan with the trueup that applies it',
  };
}

export function edited(): Failure {
  return {
    code: 'plan.edited',
    reason: 'error',
    summary: 'this plan is not as it was made',
    why: 'its content does not match its id: it was edited, or cut and mended',
    next: 'make a new plan; to change what it does, change the desired files',
  };
}

/** The plan in the journal of an unfinished run is not the one that was begun. */
export function editedJournal(plan: Plan): Failure {
  return {
    code: 'journal.edited',
    reason: 'error',
    summary: `the journal of the unfinished apply of ${plan.created_at} is not as it was written`,
    why: 'the plan in it does not match its id: it was edited, or merged; nothing was sent',
    next: 'restore journal.jsonl from a backup; or move it away and make a plan to see the tenant as it is (a sync that it sent is then not remembered)',
  };
}

/** A one-shot of the plan has run since, or may have. */
export function spent(plan: Plan, address: string, doubt: boolean): Failure {
  return {
    code: 'plan.spent',
    reason: 'stale',
    summary: `${address} ${doubt ? 'may have' : 'has'} run since the plan was made at ${plan.created_at}`,
    why: 'it is not safe to run twice, and this plan would run it again',
    next: 'nothing was changed; make a new plan: it holds what is still to be done',
  };
}

/** What was applied could not be read again, so it is not known whether it is in force. */
export function unverified(cause: Failure): Failure {
  return {
    ...cause,
    code: 'apply.not-verified',
    summary: 'what was applied could not be read again, so it is not verified',
    why: cause.why === '' ? cause.summary : `${cause.summary}: ${cause.why}`,
    next: 'make a plan: it reads the tenant and shows what is still different',
  };
}
