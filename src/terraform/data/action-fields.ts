// What is shown of the users of an action: which attributes they have is known only once they are there.

import { nearestWord } from '../../config/nearest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Asked } from './action-arguments.ts';
import { flatOf } from './flat.ts';
import type { Looked } from './types.ts';

/** Rows by id. */
export type Entities = Map<string, Readonly<Record<string, unknown>>>;
type Texts = Readonly<Record<string, string>>;

export function shownOf(
  rows: Entities,
  { fields, fieldPlace }: Pick<Asked, 'fields' | 'fieldPlace'>,
): Looked {
  const users = [...rows].map(([id, row]) => [id, { ...flatOf(row), id }] as const);
  const names = new Set(users.flatMap(([, user]) => Object.keys(user).filter(isOfUser)));
  const valueIn = (user: Texts, name: string) => (Object.hasOwn(user, name) ? user[name] : undefined) ?? null;
  const pick = (user: Texts) =>
    (fields ?? Object.keys(user).filter(isOfUser)).map((name) => [name, valueIn(user, name)]);
  const unknown = names.size === 0 ? [] : (fields ?? []).filter((name) => !names.has(name));
  return {
    values: { entities: Object.fromEntries(users.map(([id, user]) => [id, Object.fromEntries(pick(user))])) },
    findings: unknown.map((name) => ({
      ...notShown(name, [...names].sort()),
      where: fieldPlace(fields?.indexOf(name) ?? 0),
    })),
  };
}

/** Members such as `$is_selected` are of the view that the row stands in. */
const isOfUser = (name: string): boolean => !name.startsWith('$');

function notShown(name: string, names: readonly string[]): Diagnostic {
  const near = nearestWord(name, names);
  return {
    code: 'data.field-not-shown',
    severity: 'warning',
    summary: `fields names "${name}", which no user of the action shows`,
    why: `users show ${names.join(', ')}`,
    next:
      near === undefined ? 'take it out, or add it to the columns of the action' : `did you mean "${near}"?`,
  };
}
