// Checks the body of Execute Selection (management-actions page). Ids may be texts or numbers: the page's own example
// has both.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';

export interface Execution {
  readonly app_config_id: string;
  readonly template_input: JsonObject;
  /** Without duplicates, in the order asked for; empty where the body has none. */
  readonly user_ids: readonly string[];
}

const fields = ['app_config_id', 'template_input', 'user_ids'];

/** What the body asks for, or what is wrong with it. */
export function checkExecution(body: Json | undefined): Result<Execution, string> {
  if (!isObject(body)) return err('The body must be an object');
  const unknown = Object.keys(body).find((name) => !fields.includes(name));
  if (unknown !== undefined) return err(`Unknown field '${unknown}'`);
  const { app_config_id, template_input, user_ids = [] } = body;
  if (!isId(app_config_id)) return err(mustBe('app_config_id', 'an ID'));
  if (!isObject(template_input) || !isId(template_input['id']))
    return err(mustBe('template_input', 'an object with an ID'));
  const { data = [] } = template_input;
  if (!Array.isArray(data) || !data.every(isOperation))
    return err(mustBe('template_input.data', "an array of objects with a text 'OPERATION'"));
  const users = user_ids ?? [];
  if (!Array.isArray(users) || !users.every(isId)) return err(mustBe('user_ids', 'an array of IDs'));
  return ok({
    app_config_id: String(app_config_id),
    template_input,
    user_ids: [...new Set(users.map(String))],
  });
}

const mustBe = (name: string, what: string): string => `Value for field '${name}' must be ${what}`;

const isId = (value: Json | undefined): boolean =>
  Number.isSafeInteger(value) || (typeof value === 'string' && value !== '');

/** `OPERATION` is for enabling and disabling; other actions may go without it. */
const isOperation = (value: Json): boolean =>
  isObject(value) && ['string', 'undefined'].includes(typeof value['OPERATION']);
