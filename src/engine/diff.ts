// The differ: one subject, a table of field rules, and what was last applied, in; a change, a settled difference
// or an unknown out. Pure and kind-free. diff of a state with itself is empty.

import type { Address } from '../model/address.ts';
import type { Change, Origin, State } from '../model/change.ts';
import { Bug } from '../model/failure.ts';
import { type Json, sameJson } from '../model/json.ts';
import type { FieldRule, Kind, Subject } from '../model/kind.ts';
import { asBefore } from '../model/once-per.ts';
import type { Settled } from '../model/plan.ts';

export interface Difference {
  readonly change?: Change;
  readonly settled?: Settled;
  /** Why a live value cannot be judged: reported, never acted on. */
  readonly unknown?: string;
  /** Wanted fields that live already has, where the ledger does not say so yet. */
  readonly agreed?: State;
}

const nothing: Difference = {};

type Rules = Pick<Kind, 'rules' | 'presence'>;

/** What the states of a subject alone say: subjects that share them share it. */
interface Compared {
  readonly moved?: Moved;
  readonly settled?: Omit<Settled, 'address'>;
  readonly unknown?: string;
  readonly agreed?: State;
}

/** Compares one subject after the other; `address` is made only where something is to be said of it. */
export function differ(
  kind: Rules,
): (subject: Subject, last: State | undefined, address: () => Address) => Difference {
  const comparing = asBefore((live: State, wanted: State, last: State | undefined) =>
    compare(kind.rules, live, wanted, last),
  );
  return (subject, last, address) => {
    const { live, wanted } = subject;
    if (live === null && wanted === null) return nothing;
    if (live === null || wanted === null) return diffPresence(kind, subject, last, address);
    const compared = comparing(live, wanted, last);
    const { moved, settled, ...said } = compared;
    if (moved === undefined && settled === undefined) return said;
    return {
      ...said,
      ...(moved && { change: asChange(subject, address(), moved) }),
      ...(settled && { settled: { address: address(), ...settled } }),
    };
  };
}

function compare(rules: Kind['rules'], live: State, wanted: State, last: State | undefined): Compared {
  const fields = sort(rules, wanted, live, last);
  if (fields === undefined) return remembers(rules, last, wanted) ? nothing : { agreed: wanted };
  const open = [...fields.differs, ...fields.settled, ...fields.unknown];
  const same = pick(
    wanted,
    Object.keys(wanted).filter((field) => !open.includes(field)),
  );
  return {
    ...(!remembers(rules, last, same) && { agreed: same }),
    ...(fields.differs.length > 0 && { moved: movedOf(rules, live, wanted, fields.differs, last) }),
    ...(fields.settled.length > 0 && { settled: settledOf(rules, live, wanted, fields.settled) }),
    ...(fields.unknown[0] !== undefined && { unknown: because(rules, 'unknown', fields.unknown[0], live) }),
  };
}

interface Sorted {
  readonly differs: string[];
  readonly settled: string[];
  readonly unknown: string[];
}

/** The wanted fields by relation; undefined where all are the same. */
function sort(rules: Kind['rules'], wanted: State, live: State, last: State | undefined): Sorted | undefined {
  let sorted: Sorted | undefined;
  for (const field in wanted) {
    const relation = ruleOf(rules, field).relate(wanted[field] ?? null, live[field], last?.[field]);
    if (relation === 'same') continue;
    sorted ??= { differs: [], settled: [], unknown: [] };
    sorted[relation].push(field);
  }
  return sorted;
}

function ruleOf(rules: Kind['rules'], field: string): FieldRule {
  const rule = rules[field];
  if (rule === undefined) throw new Bug(`no rule for the field ${field}`);
  return rule;
}

function because(rules: Kind['rules'], relation: 'settled' | 'unknown', field: string, live: State): string {
  return ruleOf(rules, field).because(relation, live[field]);
}

/** Whether the ledger says the same of all these fields. */
function remembers(rules: Kind['rules'], last: State | undefined, wanted: State): boolean {
  for (const field in wanted)
    if (last === undefined || !equal(ruleOf(rules, field), last[field], wanted[field])) return false;
  return true;
}

const equal = (rule: FieldRule, a: Json | undefined, b: Json | undefined): boolean =>
  (rule.equal ?? sameJson)(a, b);

function pick(state: State, fields: readonly string[]): State {
  const picked: Record<string, Json> = {};
  for (const field of fields) {
    const value = state[field];
    if (value !== undefined) picked[field] = value;
  }
  return picked;
}

function movedOf(
  rules: Kind['rules'],
  live: State,
  wanted: State,
  fields: readonly string[],
  last: State | undefined,
): Moved {
  const origins = fields.map((field) =>
    originOf(ruleOf(rules, field), wanted[field] ?? null, live[field], last?.[field]),
  );
  const [first = 'pending'] = origins;
  return {
    before: pick(live, fields),
    after: pick(wanted, fields),
    origin: origins.every((origin) => origin === first) ? first : 'both',
    last: last === undefined ? null : pick(last, fields),
  };
}

type Moved = Pick<Change, 'before' | 'after' | 'origin' | 'last'>;

const noContext: State = {};

/** Members in the order of canonical text, so that of thousands of changes no copy is made for it. */
function asChange(subject: Subject, address: Address, { before, after, origin, last }: Moved): Change {
  const { why, source, group, name, context = noContext, acknowledge } = subject;
  const change = { address, after, before, context, group, last, name, origin, source, why };
  return acknowledge === undefined ? change : { ...change, acknowledge };
}

/** Who moved since the last apply. Where the ledger knows nothing of the field, it is simply not applied yet. */
function originOf(rule: FieldRule, wanted: Json, live: Json | undefined, last: Json | undefined): Origin {
  if (last === undefined) return 'pending';
  const relation = rule.relate(last, live, last);
  const liveMoved = relation === 'differs' || relation === 'unknown';
  if (!liveMoved) return 'pending';
  return equal(rule, last, wanted) ? 'drift' : 'both';
}

function settledOf(
  rules: Kind['rules'],
  live: State,
  wanted: State,
  fields: readonly string[],
): Omit<Settled, 'address'> {
  const why = fields.map((field) => because(rules, 'settled', field, live)).join('; ');
  return { before: pick(live, fields), after: pick(wanted, fields), why };
}

function diffPresence(
  kind: Rules,
  subject: Subject,
  last: State | undefined,
  address: () => Address,
): Difference {
  const { wanted, live } = subject;
  const { relation, because: why } = kind.presence(wanted, live, last);
  if (relation === 'settled') return { settled: { address: address(), before: live, after: wanted, why } };
  if (relation !== 'differs') return nothing;
  const origin = last?.['removed'] === true ? 'drift' : 'pending';
  return {
    change: asChange(subject, address(), { before: live, after: wanted, origin, last: last ?? null }),
  };
}
