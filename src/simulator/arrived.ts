// What a request brought, as tests may see it: its body parsed from JSON or a form. Secrets are masked here, before
// anything is kept.

import { isObject, type Json } from '../model/json.ts';
import { parseJson } from './body.ts';
import { tokenParameter } from './services.ts';

const mask = '***';
const secrets: ReadonlySet<string> = new Set([tokenParameter, 'client_secret', 'refresh_token']);

const isForm = (contentType: string | undefined): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '');

/** The fields of a form; none where the body is none. */
export function formOf(contentType: string | undefined, body: string): Readonly<Record<string, string>> {
  return isForm(contentType) ? Object.fromEntries(new URLSearchParams(body)) : {};
}

/** The values, those of secrets as `***`. */
export function masked<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T | string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, secrets.has(name) ? mask : value]),
  );
}

/** The body without its secrets; undefined where it is empty, or neither JSON nor a form. */
export function bodyOf(contentType: string | undefined, text: string): Json | undefined {
  if (text === '') return undefined;
  if (isForm(contentType)) return masked(formOf(contentType, text));
  const json = parseJson(text);
  if (!json.ok) return undefined;
  return isObject(json.value) ? masked(json.value) : json.value;
}
