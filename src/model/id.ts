// Ids are strings. The API sends some as numbers; one that a number cannot hold exactly is no id, never a rounded one.

/** An id as a string; undefined for anything that cannot be one. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
