// Arguments of data sources, taken one by one: each is a value or findings at its own attribute.

import { nearestWord } from '../../config/nearest.ts';
import { placeOf } from '../../config/source.ts';
import { nearest } from '../../config/tree.ts';
import { asDiagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { err, ok } from '../../model/result.ts';
import { type FilterRule, knownFilter } from '../../reconcile/known-filter.ts';
import type { Filter } from '../../scim/filter.ts';
import type { Body } from '../session/body.ts';
import type { Taken } from './types.ts';

/** The place of an argument, or of a member of it: `fields`, `0`. */
export const placeIn = ({ tree }: Body, ...keys: readonly string[]): Place =>
  placeOf(nearest(tree, keys).spot);

/** All that is wrong with these. */
export const faultsOf = (...taken: readonly Taken<unknown>[]): readonly Diagnostic[] =>
  taken.flatMap((one) => (one.ok ? [] : one.error));

export function textIn(given: JsonObject, key: string): string | undefined {
  const value = given[key];
  return typeof value === 'string' ? value : undefined;
}

/** An argument that cannot be taken as it is. */
export const wrongArgument = (
  words: Pick<Diagnostic, 'summary' | 'why' | 'next'>,
  where?: Place,
): Diagnostic => ({
  code: 'data.argument',
  severity: 'error',
  ...words,
  ...(where && { where }),
});

/** The filter; null where there is none. */
export function takeFilter(given: JsonObject, body: Body, rule: FilterRule): Taken<Filter | null> {
  const text = textIn(given, 'filter');
  if (text === undefined) return ok(null);
  const filter = knownFilter(text, rule);
  return filter.ok ? filter : err([{ ...asDiagnostic(filter.error), where: placeIn(body, 'filter') }]);
}

/** The names in `fields`; `usual` where there are none. */
export function takeFields(
  given: JsonObject,
  body: Body,
  known: readonly string[],
  usual: readonly string[],
): Taken<readonly string[]> {
  const names = given['fields'];
  if (!Array.isArray(names)) return ok(usual);
  const unknown = names.flatMap((name, i) =>
    known.includes(String(name))
      ? []
      : [unknownField(String(name), known, placeIn(body, 'fields', String(i)))],
  );
  return unknown.length > 0 ? err(unknown) : ok(names.map(String));
}

function unknownField(name: string, known: readonly string[], where: Place): Diagnostic {
  const near = nearestWord(name, known);
  return {
    code: 'data.unknown-field',
    severity: 'error',
    summary: `fields names "${name}", which devices do not have`,
    why: `devices have ${known.join(', ')}`,
    next: near === undefined ? 'use names of this list' : `did you mean "${near}"?`,
    where,
  };
}
