// The account-linking object as the API sends it, checked (account-linking page). Fields that are not documented
// are kept as they came: a PATCH carries them back unchanged.

import type { State } from '../../model/change.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Decoded } from '../../model/kind.ts';
import { err, ok } from '../../model/result.ts';

const shapes: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  is_enabled: [(value) => typeof value === 'boolean', 'true or false'],
  attribute_type: [(value) => typeof value === 'string', 'a string'],
  attribute_value: [(value) => typeof value === 'string', 'a string'],
  link_restricted_local_accounts: [
    (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
    'an array of strings',
  ],
  ondemand_provisioning_settings: [isObject, 'an object'],
};

const nested: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  is_enabled: [(value) => typeof value === 'boolean', 'true or false'],
  default_permission_level: [(value) => typeof value === 'string', 'a string'],
};

/** The whole object; a documented field that is absent or null is not known. */
export function decodeLinking(raw: unknown): Decoded<State> {
  if (!isObject(raw)) return err({ field: '', expected: 'the account-linking object' });
  if (isDeeper(raw, deepest)) return err({ field: '', expected: `settings at most ${deepest} levels deep` });
  const wrong =
    wrongIn(raw, shapes, '') ??
    wrongIn(raw['ondemand_provisioning_settings'], nested, 'ondemand_provisioning_settings.');
  if (wrong) return err(wrong);
  // JSON.parse made it, so every member is JSON.
  const known = Object.entries(raw as Record<string, Json>).filter(
    ([key, value]) => value !== null || !Object.hasOwn(shapes, key),
  );
  if (!known.some(([key]) => Object.hasOwn(shapes, key)))
    return err({ field: 'is_enabled', expected: 'the account-linking settings' });
  return ok(Object.fromEntries(known));
}

function wrongIn(
  value: unknown,
  expected: typeof shapes,
  prefix: string,
): { field: string; expected: string } | undefined {
  if (!isObject(value)) return undefined;
  for (const [key, [fits, what]] of Object.entries(expected)) {
    const member = value[key];
    if (member !== undefined && member !== null && !fits(member))
      return { field: `${prefix}${key}`, expected: what };
  }
  return undefined;
}

const deepest = 16;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
