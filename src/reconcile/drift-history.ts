// What the servers' histories tell of what drifted since the last apply. A history that cannot be read is a warning:
// the drift itself was found without it.

import type { Reader } from '../api/port.ts';
import type { Ledger } from '../ledger/port.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { DriftHistory, RelatedRow } from '../model/history.ts';
import type { HistoryRow, HistoryRule, Kind } from '../model/kind.ts';
import type { Plan, PlannedChange } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import { readHistory } from './history.ts';

/** Rows that are named where the ledger knows of no apply. */
const newest = 20;

export interface DriftHistoryInput {
  readonly kinds: readonly Pick<Kind, 'history'>[];
  readonly plan: Pick<Plan, 'changes'>;
  readonly reader: Reader;
  readonly ledger: Pick<Ledger, 'lastApply'>;
}

export interface SeenHistory {
  /** Null: nothing drifted, or it could not be read. */
  readonly history: DriftHistory | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads nothing where nothing drifted. */
export async function driftHistory(input: DriftHistoryInput): Promise<SeenHistory> {
  const rules = input.kinds.flatMap(({ history }) => (history === undefined ? [] : [history]));
  const moved = input.plan.changes.filter(({ action, origin }) => action !== 'none' && origin !== 'pending');
  if (moved.length === 0 || rules.length === 0) return { history: null, diagnostics: [] };
  const history = await readAll(input, rules, moved);
  return history.ok
    ? { history: history.value, diagnostics: [] }
    : { history: null, diagnostics: [noHistory(history.error)] };
}

async function readAll(
  { reader, ledger }: DriftHistoryInput,
  rules: readonly HistoryRule[],
  moved: readonly PlannedChange[],
): Promise<Result<DriftHistory>> {
  const since = await ledger.lastApply();
  if (!since.ok) return since;
  const rows: RelatedRow[] = [];
  for (const rule of rules) {
    const related = await relatedRows(reader, rule, moved, since.value);
    if (!related.ok) return related;
    for (const row of related.value) rows.push(row);
  }
  return ok({ since: since.value, rows });
}

async function relatedRows(
  reader: Reader,
  rule: HistoryRule,
  moved: readonly PlannedChange[],
  since: string | null,
): Promise<Result<readonly RelatedRow[]>> {
  const owners = rule.owners(moved);
  const read = await readHistory(reader, rule, {
    filter: null,
    since: since === null ? null : Date.parse(since),
    order: [{ name: rule.time, descending: true }],
    limit: since === null ? newest : Number.POSITIVE_INFINITY,
    fits: (row) => owners(row).length > 0,
  });
  const related = (row: HistoryRow): RelatedRow => ({
    addresses: owners(row).map(({ address }) => address),
    row,
  });
  return read.ok ? ok(read.value.map(related)) : read;
}

function noHistory({ summary, why, next, where }: Failure): Diagnostic {
  return {
    code: 'drift.no-history',
    severity: 'warning',
    summary: 'the history that may explain this drift could not be read',
    why: `${summary}: ${why}`,
    next: `the drift itself is known whole; for its history: ${next}`,
    ...(where && { where }),
  };
}
