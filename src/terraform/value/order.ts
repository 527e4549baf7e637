// Sets have no order, but lists do: one order, so that equal sets are equal lists wherever they came from.

import { canonical } from '../../model/json.ts';
import type { Value } from './types.ts';

/** The items of a set in their one order: numbers by size, everything else by its text. */
export function sorted(items: readonly Value[]): readonly Value[] {
  if (items.every((item) => typeof item === 'string')) return [...items].sort();
  if (items.every((item) => typeof item === 'number'))
    return [...items].sort((a, b) => Number(a) - Number(b));
  const keyed = items.map((item): { item: Value; key: string } => ({ item, key: canonical(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
