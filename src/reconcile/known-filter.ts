// A filter that a person gave, made sure of before anything is sent: one that is not understood, or that names what
// rows do not have, must not mean every row.

import type { Failure } from '../model/failure.ts';
import { invalidFilter } from '../model/invalid-filter.ts';
import type { HistoryRule } from '../model/kind.ts';
import { err, type Result } from '../model/result.ts';
import type { Filter } from '../scim/filter.ts';
import { tokenise } from '../scim/lex.ts';
import { attributesOf, parseFilter } from '../scim/parse.ts';

/** What a filter is over, and how messages speak of it. */
export interface FilterRule {
  /** Whose filter it is: `the filter of --filter`. */
  readonly what: string;
  /** What it is over, with its verb: `the history does not have`. */
  readonly lacks: string;
  /** What it selects: `row`. */
  readonly row: string;
  /** Names that it may use, lower-case. */
  readonly attributes: ReadonlySet<string>;
}

/** `what`: whose filter it is. */
export const historyFilter = (what: string, { attributes }: HistoryRule): FilterRule => ({
  what,
  lacks: 'the history does not have',
  row: 'row',
  attributes,
});

export const known = ({ attributes }: Pick<FilterRule, 'attributes'>): string =>
  [...attributes].sort().join(', ');

/** The filter, or why it cannot be taken: at which character of it. */
export function knownFilter(given: string, rule: FilterRule): Result<Filter> {
  const parsed = parseFilter(given);
  if (!parsed.ok) return err({ ...invalidFilter(rule.what, given, parsed.error), reason: 'error' });
  const unknown = attributesOf(parsed.value).find((name) => !rule.attributes.has(name.toLowerCase()));
  return unknown === undefined ? parsed : err(unknownAttribute(given, unknown, rule));
}

const marked = (given: string, position: number): string => `${given}\n${' '.repeat(position)}^`;

function unknownAttribute(given: string, name: string, rule: FilterRule): Failure {
  const last = name.toLowerCase().split('.').at(-1);
  const names = (word: string): boolean => word.toLowerCase().split(/[.:]/).at(-1) === last;
  const at = tokenise(given).find((token) => token.kind === 'word' && names(token.text))?.at ?? 0;
  return {
    code: 'config.unknown-attribute',
    reason: 'error',
    summary: `${rule.what} names "${name}", which ${rule.lacks}`,
    why: `at character ${at + 1}: over an attribute that does not exist it would select no ${rule.row}, or with not, every one\n${marked(given, at)}`,
    next: `use one of: ${known(rule)}`,
  };
}
