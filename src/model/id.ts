// Ids are strings of letters, digits, - and _: they are joined by commas in queries and stand in paths. The API sends some as numbers; one that a number cannot hold exactly is no id, never a rounded one.

/** An id as a string; undefined for anything that cannot be one. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && /^[\w-]+$/.test(value) ? value : undefined;
}
