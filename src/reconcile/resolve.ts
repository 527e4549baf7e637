// What a person found out of one-shots in doubt, as a plan that sends nothing and has only this to remember. It goes
// through apply like any other, so the ledger's lock and journal guard it.

import { assemble } from '../engine/assemble.ts';
import { sealed } from '../engine/fingerprint.ts';
import { type Address, keyOf, kindOf, matchesGlob } from '../model/address.ts';
import { notRun, resolvedKey, runKey, type State } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { canonical } from '../model/json.ts';
import type { Memory } from '../model/memory.ts';
import type { Agreed, Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Clock, isoTime } from './shapes.ts';

export interface ResolveInput {
  readonly tenant: string;
  readonly baseUrl: string;
  readonly memory: Memory;
  /** Names of all kinds. */
  readonly kinds: readonly string[];
  readonly clock: Clock;
  /** Address globs: which one-shots in doubt are meant. */
  readonly globs: readonly string[];
  /** `execution`: it ran in this one, whose results are read by the next plan. */
  readonly found: 'ran' | 'not-run' | { readonly execution: string };
  readonly reason: string;
}

/** A plan that records it; a failure where nothing in doubt is meant. */
export function resolution(input: ResolveInput): Result<Plan> {
  const { memory, globs, clock } = input;
  const meant = [...open(memory, input.kinds)].filter((address) =>
    globs.some((glob) => matchesGlob(glob, address)),
  );
  if (meant.length === 0) return err(nothingMeant(memory, globs));
  const lost = meant.find((address) => before(memory, address) === undefined);
  if (lost !== undefined && input.found !== 'not-run') return err(notKnown(lost));
  const expires = clock.now() + 60_000;
  return ok(
    sealed(
      assemble({
        tenant: input.tenant,
        base_url: input.baseUrl,
        created_at: isoTime(clock),
        expires_at: isoTime({ now: () => expires }),
        changes: [],
        steps: [],
        settled: [],
        unlisted: [],
        agreed: agreedOf(meant, input),
        diagnostics: [],
        reads: [],
        cost: { requests: 0, seconds: 0 },
      }),
    ),
  );
}

const before = (memory: Memory, address: Address): State | undefined =>
  memory.tried(address) ?? memory.applied(address);

/** What is in doubt, and what a person has said before: a wrong word can be taken back. */
function open(memory: Memory, kinds: readonly string[]): ReadonlySet<Address> {
  const said = kinds
    .flatMap((kind) => [...memory.known(kind)])
    .filter((address) => isSaid(memory.applied(address)));
  return new Set([...memory.inDoubt, ...said]);
}

const isSaid = (state: State | undefined): boolean =>
  state !== undefined && (state[resolvedKey] !== undefined || state[runKey] === notRun);

function agreedOf(meant: readonly Address[], { memory, found, reason }: ResolveInput): Agreed[] {
  const groups = new Map<string, { kind: string; after: State; keys: string[] }>();
  for (const address of meant) {
    const kind = kindOf(address);
    const after = { ...stateOf(found, before(memory, address) ?? {}), ...(reason !== '' && { reason }) };
    const text = `${kind} ${canonical(after)}`;
    const group = groups.get(text) ?? { kind, after, keys: [] as string[] };
    group.keys.push(keyOf(address));
    groups.set(text, group);
  }
  return [...groups.values()];
}

/** What was run, without what was said of it. */
function triedOf({ [resolvedKey]: _said, was, status: _status, reason: _reason, ...tried }: State): State {
  return { ...tried, [runKey]: was ?? tried[runKey] ?? 'unknown' };
}

function stateOf(found: ResolveInput['found'], known: State): State {
  const tried = triedOf(known);
  if (found === 'ran') return { ...tried, [resolvedKey]: 'ran' };
  if (found === 'not-run') return { ...tried, [runKey]: notRun, was: tried[runKey] ?? 'unknown' };
  return {
    ...tried,
    status: 'pending',
    execution: found.execution,
    [resolvedKey]: 'execution',
    // What was tried counts the executions before it.
    attempts: Number(tried['attempts'] ?? 0) + (isSaid(known) ? 0 : 1),
  };
}

function nothingMeant({ inDoubt }: Memory, globs: readonly string[]): Failure {
  const all = [...inDoubt].sort();
  return {
    code: 'resolve.nothing-in-doubt',
    reason: 'error',
    summary: all.length === 0 ? 'nothing is in doubt' : `nothing in doubt is at ${globs.join(', ')}`,
    why:
      all.length === 0
        ? 'the ledger knows of every run what became of it'
        : `in doubt: ${all.slice(0, 10).join(', ')}${all.length > 10 ? ` and ${all.length - 10} more` : ''}`,
    next:
      all.length === 0
        ? 'nothing is to be done'
        : 'give one of these addresses, or a glob such as kind/name/*',
  };
}

const notKnown = (address: Address): Failure => ({
  code: 'resolve.not-known',
  reason: 'error',
  summary: `what was tried at ${address} is not in the ledger`,
  why: 'without it the ledger could not tell what has run, and the next plan would run it again',
  next: 'restore the ledger from a backup; or say --not-run where it did not run',
});
