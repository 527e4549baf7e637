// Which users the OU parameters of Get Entities mean: an OU stands for itself and what lies below it, unless children
// are excluded; of a selected and a deselected one, the nearer decides. An unknown OU is a 400.

import type { Json, JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Asked, Problem, Table } from '../../model/server.ts';

type Test = (row: JsonObject) => boolean;

export function ouTest({ query, tables }: Asked): Result<Test, Problem> {
  const ous = tables('ous');
  const selected = ouIds(ous, query, 'app.ou.selected_ids');
  if (!selected.ok) return selected;
  const deselected = ouIds(ous, query, 'app.ou.deselected_ids');
  if (!deselected.ok) return deselected;
  const alone = query['app.ou.exclude_child_ous'] ?? 'false';
  if (alone !== 'true' && alone !== 'false') return err(invalid('app.ou.exclude_child_ous'));
  return ok((row) => {
    const [chosen, left] = [selected.value, deselected.value];
    for (const ou of lineOf(ous, row['ou'], alone === 'true')) {
      if (left?.has(ou)) return false;
      if (chosen?.has(ou)) return true;
    }
    return chosen === null;
  });
}

/** Ids of OUs, joined by commas or as a JSON array; null: the call does not name any. */
function ouIds(ous: Table, query: Asked['query'], name: string): Result<ReadonlySet<string> | null, Problem> {
  const text = query[name];
  if (text === undefined) return ok(null);
  const ids = text.replace(/^\s*\[|\]\s*$/g, '').split(',');
  const known = ids.map((id) => id.trim().replace(/^"(.*)"$/, '$1'));
  return known.every((id) => ous.get(id) !== undefined) ? ok(new Set(known)) : err(invalid(name));
}

/** An OU and what lies above it, nearest first; as long as the tree at most, should it run in a circle. */
function lineOf(ous: Table, ou: Json | undefined, alone: boolean): readonly string[] {
  const line: string[] = [];
  for (let id = ou; typeof id === 'string' && line.length <= ous.size(); id = ous.get(id)?.['parent']) {
    line.push(id);
    if (alone) break;
  }
  return line;
}

const invalid = (name: string): Problem => ({
  problem: 'invalid-parameter',
  detail: `Value for '${name}' is not valid`,
});
