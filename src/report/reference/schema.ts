// Every key of a JSON Schema with its place: what stands below named maps and in lists is found too.

import { asObject, isObject, type JsonObject } from '../../model/json.ts';

export interface Key {
  /** Names of the keys from the root; named maps and lists are not counted. */
  readonly path: readonly string[];
  /** As people write it: `tenants.<name>.guards.rules[].level`. */
  readonly written: string;
  /** The same with the mark of what it holds: `tenants.<name>`, `rules[]`; equal to `written` where it holds none. */
  readonly whole: string;
  readonly schema: JsonObject;
  readonly required: boolean;
  /** The schemas of one member of a named map or a list, from the outside to the inside. */
  readonly inner: readonly JsonObject[];
  /** Names of the keys directly below. */
  readonly members: readonly string[];
}

/** The keys in the order of the schema, each before those below it. A key of several alternatives comes once. */
export function keysOf(root: JsonObject): readonly Key[] {
  const keys = below(root, root, { path: [], whole: '' });
  return [...new Map(keys.toReversed().map((key) => [key.path.join('.'), key])).values()].toReversed();
}

/** `whole`: of the key above; empty for the root. */
type Spot = Pick<Key, 'path' | 'whole'>;

function below(root: JsonObject, schema: JsonObject, { path, whole }: Spot): Key[] {
  return shapesOf(root, schema).flatMap((shape) => {
    const required = Array.isArray(shape['required']) ? shape['required'] : [];
    return Object.entries(asObject(shape['properties'])).flatMap(([name, given]) => {
      const own = resolved(root, asObject(given));
      const written = whole === '' ? name : `${whole}.${name}`;
      const { inner, mark } = innerOf(root, own);
      const spot = { path: [...path, name], written, whole: `${written}${mark}` };
      const last = inner.at(-1) ?? own;
      const members = shapesOf(root, last).flatMap((each) => Object.keys(asObject(each['properties'])));
      const key = {
        ...spot,
        schema: own,
        required: required.includes(name),
        inner,
        members: unique(members),
      };
      return [key, ...below(root, last, spot)];
    });
  });
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** One member of a list or a named map, as deep as they nest. */
function innerOf(
  root: JsonObject,
  schema: JsonObject,
): { readonly inner: readonly JsonObject[]; readonly mark: string } {
  const [named, item] = [schema['additionalProperties'], schema['items']];
  const next = isObject(named) ? named : isObject(item) && !isObject(schema['properties']) ? item : undefined;
  if (next === undefined) return { inner: [], mark: '' };
  const member = resolved(root, next);
  const deeper = innerOf(root, member);
  const mark = isObject(named) ? '.<name>' : '[]';
  return { inner: [member, ...deeper.inner], mark: `${mark}${deeper.mark}` };
}

/** The schema itself and its alternatives; where it takes a map of keys or a list, also the members of the list. */
function shapesOf(root: JsonObject, schema: JsonObject): readonly JsonObject[] {
  const own = resolved(root, schema);
  const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => {
    const list = own[word];
    return Array.isArray(list) ? list.map(asObject) : [];
  });
  const listed = isObject(own['properties']) && isObject(own['items']) ? [asObject(own['items'])] : [];
  return [own, ...[...alternatives, ...listed].flatMap((each) => shapesOf(root, each))];
}

function resolved(root: JsonObject, schema: JsonObject): JsonObject {
  const name = /^#\/\$defs\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
  return name === undefined ? schema : { ...asObject(asObject(root['$defs'])[name]), ...schema };
}
