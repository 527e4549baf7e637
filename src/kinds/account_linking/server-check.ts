// Checks the body of a PATCH: documented fields with their types and allowed values. A field that is not
// documented is accepted only where the live object has it (a client may send back what it read).

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';

/** What is wrong with a value; undefined where nothing is. */
type Check = (value: Json, name: string, live: Json | undefined) => string | undefined;

const check =
  (fits: (value: Json) => boolean, what: string): Check =>
  (value, name) =>
    fits(value) ? undefined : `Value for field '${name}' must be ${what}`;

const boolean = check((value) => typeof value === 'boolean', 'a boolean');
const text = check((value) => typeof value === 'string' && value !== '', 'a non-empty string');
const oneOf = (...allowed: readonly Json[]): Check =>
  check((value) => allowed.includes(value), `one of ${allowed.join(', ')}`);
const texts = check(
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== ''),
  'an array of non-empty strings',
);

const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, name, live) => {
    if (!isObject(value)) return `Value for field '${name}' must be an object`;
    const known = isObject(live) ? live : {};
    for (const [field, item] of Object.entries(value)) {
      const path = name === '' ? field : `${name}.${field}`;
      const rule = Object.hasOwn(fields, field) ? fields[field] : undefined;
      if (rule === undefined && !Object.hasOwn(known, field)) return `Unknown field '${path}'`;
      const wrong = rule?.(item, path, known[field]);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

const settings = object({
  is_enabled: boolean,
  attribute_type: oneOf('attribute', 'naming_format'),
  attribute_value: text,
  link_restricted_local_accounts: texts,
  ondemand_provisioning_settings: object({
    is_enabled: boolean,
    default_permission_level: oneOf('standard', 'admin'),
  }),
});

/** The body as an object to merge, or what is wrong with it. */
export function checkSettings(body: Json | undefined, live: JsonObject): Result<JsonObject, string> {
  if (!isObject(body)) return err('The body must be an object');
  const wrong = settings(body, '', live);
  return wrong === undefined ? ok(body) : err(wrong);
}
