// The desired-file section of view columns (management-actions page), as JSON Schema.

import type { JsonObject } from '../../model/json.ts';
import { actionPattern, idPattern } from '../../model/management.ts';

const view: JsonObject = {
  type: ['object', 'array'],
  additionalProperties: false,
  required: ['app_config_id', 'columns'],
  properties: {
    app_config_id: {
      type: 'string',
      pattern: idPattern,
      description: 'The app configuration whose view it is. In quotes: ids are texts.',
      examples: ['2000000000001'],
    },
    columns: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      minItems: 1,
      description: 'The columns, in the order in which they are shown.',
      examples: [['first_name', 'last_name', 'email']],
    },
  },
  description: 'The columns of one app configuration, or a list of such.',
};

export const sections = {
  view_columns: {
    type: 'object',
    title: 'View columns',
    description:
      'The columns that lists of a management action show, by action and app configuration. Their order counts.',
    propertyNames: { pattern: actionPattern },
    additionalProperties: { ...view, items: { ...view, type: 'object' } },
  },
} satisfies Record<string, JsonObject>;
