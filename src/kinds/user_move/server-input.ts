// Checks the parameter inputData of a workflow request (admanager-move-user-workflow page): all of it is good, or none
// of it is raised.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';

/** What is wrong, and the subject of the request it is about where that has one. */
export interface Wrong {
  readonly subject: string;
  readonly message: string;
}

/** The requests that inputData holds, at least one. */
export function requestsOf(inputData: string): Result<readonly JsonObject[], Wrong> {
  const items = parsed(inputData);
  if (!Array.isArray(items) || items.length === 0)
    return err({ subject: '', message: 'inputData must be a JSON array of requests.' });
  const [given, requests]: [readonly Json[], JsonObject[]] = [items, []];
  for (const item of given) {
    const message = wrongWith(item);
    const subject = isObject(item) && typeof item['Subject'] === 'string' ? item['Subject'] : '';
    if (message !== null || !isObject(item)) return err({ subject, message: message ?? '' });
    requests.push(item);
  }
  return ok(requests);
}

function parsed(text: string): Json {
  try {
    // JSON.parse gives JSON.
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function wrongWith(item: Json): string | null {
  if (!isObject(item)) return 'A request must be an object.';
  const missing = ['Subject', 'RequestAction', 'Container'].find((name) => !isText(item[name]));
  if (missing !== undefined) return `${missing} is missing.`;
  if (item['RequestAction'] !== 'MOVE_USER') return `Unknown RequestAction ${item['RequestAction']}.`;
  const wrong = ['Priority', 'Description'].find((name) => !isText(item[name] ?? 'none'));
  if (wrong !== undefined) return `${wrong} must be a text.`;
  const { accounts } = item;
  const isGood = Array.isArray(accounts) && accounts.length > 0 && accounts.every(isAccount);
  return isGood ? null : 'accounts must name at least one sAMAccountName.';
}

const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';
const isAccount = (value: Json): boolean => isObject(value) && isText(value['sAMAccountName']);
