// What a schema violation says to a person: what is written, what is expected, and what to write instead.

import type { Mistake, Wording } from './mistake.ts';
import { missingKey, noneOfThese, unknownKey, wrongName } from './wording-keys.ts';
import { noValue, other, wrongChoice, wrongType } from './wording-values.ts';

export function wordingOf(mistake: Mistake): Wording {
  const { tree, violation } = mistake;
  if (tree.type === 'scalar' && tree.value === null) return noValue(mistake);
  return (wordings[violation.keyword] ?? other)(mistake);
}

const union = (mistake: Mistake): Wording => noneOfThese(mistake) ?? other(mistake);

const wordings: Readonly<Record<string, (mistake: Mistake) => Wording>> = {
  additionalProperties: unknownKey,
  unevaluatedProperties: unknownKey,
  propertyNames: wrongName,
  required: missingKey,
  anyOf: union,
  oneOf: union,
  enum: wrongChoice,
  const: wrongChoice,
  type: wrongType,
};
