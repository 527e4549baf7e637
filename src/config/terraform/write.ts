// A configuration in the JSON syntax of Terraform out of desired sections: provider, resources, and import blocks for
// what is there already. Every text becomes a template that gives it.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { resourcePrefix } from '../../model/resource.ts';
import { cleanJson } from '../../report/clean.ts';
import { addressOf, importIdOf, type Resource, resourcesOf, type SpelledKind } from './spell.ts';
import { escaped } from './template.ts';

export interface Written {
  /** A text of JSON, safe to show. */
  readonly text: string;
  /** What is not in it, in sentences. */
  readonly notes: readonly string[];
}

interface WriteInput {
  /** Valid sections, inventories written out. */
  readonly desired: JsonObject;
  readonly kinds: readonly SpelledKind[];
  /** The arguments of provider.id360. */
  readonly provider: JsonObject;
  /** The version of trueup that the provider comes with. */
  readonly version: string;
}

export function writeConfiguration({ desired, kinds, provider, version }: WriteInput): Written {
  const resources = resourcesOf(desired, kinds);
  const imports = resources.flatMap((resource) => {
    const id = importIdOf(resource);
    return id === undefined ? [] : [{ to: addressOf(resource), id }];
  });
  const configuration: JsonObject = {
    terraform: {
      required_providers: { id360: { source: 'trueup/id360', version: `~> ${version}` } },
    },
    provider: { id360: template(provider) },
    ...(resources.length > 0 && { resource: byType(resources) }),
    ...(imports.length > 0 && { import: template(imports) }),
  };
  return {
    text: cleanJson(`${JSON.stringify(configuration, null, 2)}\n`),
    notes: resources.filter(({ rule }) => rule.once).map(noImport),
  };
}

function byType(resources: readonly Resource[]): JsonObject {
  const types: Record<string, Record<string, Json>> = {};
  for (const { rule, label, args } of resources) {
    const type = `${resourcePrefix}${rule.type}`;
    types[type] ??= {};
    types[type][label] = template(args);
  }
  return types;
}

function template(value: Json): Json {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return value.map(template);
  if (!isObject(value)) return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([key, member]) => [escaped(key), template(member)]));
}

const noImport = (resource: Resource): string =>
  `${addressOf(resource)} has no import block: importing it would mean that it has run.`;
