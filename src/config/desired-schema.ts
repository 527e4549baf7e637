// The JSON Schema of a desired file: the sections of every kind, side by side.

import type { JsonObject } from '../model/json.ts';

/** The schema (2020-12) of a desired file that may hold these sections. */
export function desiredSchema(sections: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trueup:desired:1',
    title: 'trueup: a desired file',
    description:
      'What an Identity360 tenant should be like. A key that is absent is not managed, never reset; an empty list means none.',
    type: 'object',
    additionalProperties: false,
    required: ['version'],
    properties: {
      $schema: { type: 'string', description: 'The schema of this file, for editors.' },
      version: { const: 1, description: 'The version of this format.' },
      ...sections,
    },
  };
}
