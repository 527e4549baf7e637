// A mistake in the making: a violation beside the value it is about, and how both are shown to a person. A value whose
// schema is writeOnly may be a secret that was put in the wrong place, so it is not shown.

import { asObject, type Json, type JsonObject } from '../model/json.ts';
import type { Words } from './finding.ts';
import { type Tree, writtenAs } from './tree.ts';
import type { Violation } from './violation.ts';

export interface Wording extends Words {
  readonly code: string;
}

/** `label`: the path of the value as people write it, `device_sets.loaners.agent`; empty for the root. */
export interface Mistake {
  readonly violation: Violation;
  readonly label: string;
  readonly tree: Tree;
}

export const schemaOf = ({ violation }: Mistake): JsonObject => violation.parentSchema ?? {};
export const described = (schema: JsonObject): string =>
  typeof schema['description'] === 'string' ? schema['description'] : '';
export const sentence = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('. ');

/** The keys that can be written there. */
export function writableKeys(mistake: Mistake): readonly string[] {
  const { tree } = mistake;
  const lacks = tree.type === 'map' ? (tree.lacks ?? []) : [];
  return Object.keys(asObject(schemaOf(mistake)['properties'])).filter((key) => !lacks.includes(key));
}

/** The value as the file has it, cut to 60 characters; empty for a collection. */
export function shown(mistake: Mistake): string {
  if (schemaOf(mistake)['writeOnly'] === true) return '(not shown)';
  const written = writtenAs(mistake.tree).replace(/\s+/g, ' ');
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}

/** What `shown` gives, in quotes where it is a text. */
export function quoted(mistake: Mistake): string {
  const [text, { tree }] = [shown(mistake), mistake];
  return tree.type === 'scalar' && typeof tree.value === 'string' && !/^["'(]/.test(text)
    ? `"${text}"`
    : text;
}

/** How a good value looks: the schema's example, its default, its first choice, or its first key. */
export function example(schema: JsonObject): string | undefined {
  const firstOf = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? list[0] : undefined);
  const value = firstOf(schema['examples']) ?? schema['default'] ?? firstOf(schema['enum']);
  if (value !== undefined) return JSON.stringify(value);
  const [key] = Object.keys(asObject(schema['properties']));
  return key === undefined ? undefined : `{ ${key}: … }`;
}
