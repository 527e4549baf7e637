// Lists of texts that are sets to the server: written in another order they want the same, and Terraform is told so by
// the value that it has already, which it takes for no change.

import { isValueObject, type Value, type ValueObject } from './types.ts';

/** The arguments of `config`, with each list of `prior` that has the same texts; `ordered`: names whose order counts. */
export function keepOrder(config: ValueObject, prior: ValueObject, ordered: readonly string[]): ValueObject {
  const kept = Object.entries(config).map(([name, value]) => {
    const before = prior[name];
    if (isValueObject(value) && isValueObject(before)) return [name, keepOrder(value, before, ordered)];
    return [name, !ordered.includes(name) && areSameSet(value, before) ? before : value];
  });
  return Object.fromEntries(kept);
}

function areSameSet(value: Value, before: Value | undefined): boolean {
  if (!areTexts(value) || !areTexts(before) || value.length !== before.length) return false;
  const had = new Set(before);
  return new Set(value).size === had.size && value.every((text) => had.has(text));
}

const areTexts = (value: Value | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
