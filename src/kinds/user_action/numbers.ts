// Numbers in the input of a template that JSON cannot hold as they were written: by the time they are looked at they
// have been rounded, so any whole number beyond what is exact is refused.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import type { Section } from '../../model/kind.ts';

/** `pointer` is that of `value` in the section. */
export function roundedNumbers(
  name: string,
  value: Json | undefined,
  pointer: string,
  section: Section,
): readonly Diagnostic[] {
  if (typeof value === 'number') return isExact(value) ? [] : [rounded(name, value, pointer, section)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    roundedNumbers(name, member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, section),
  );
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

const rounded = (name: string, value: number, pointer: string, section: Section): Diagnostic => ({
  code: 'user-action.rounded-number',
  severity: 'error',
  summary: `user action "${name}": ${value} cannot be sent as it is written`,
  why: 'a number so large is rounded when it is read, and JSON has no infinite ones: the template would get another value',
  next: 'write it in quotes',
  where: section.place(pointer),
});
