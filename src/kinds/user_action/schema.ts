// The desired-file section of user actions (management-actions page), as JSON Schema.

import type { JsonObject } from '../../model/json.ts';
import { actionPattern, idPattern } from '../../model/management.ts';

const id = (description: string): JsonObject => ({
  type: 'string',
  pattern: idPattern,
  description,
  examples: ['2000000000001'],
});

const action: JsonObject = {
  type: 'string',
  pattern: actionPattern,
  description: 'The id of the management action.',
  examples: ['move-users', 'delete-users'],
};

const template: JsonObject = {
  type: 'object',
  description: 'The template of the action, and what it is filled with.',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id: id('The id of the template. In quotes: ids are texts.'),
    data: {
      type: 'array',
      items: { type: 'object' },
      default: [],
      description:
        'Input of the template, sent as it is. Plans and the ledger hold it: no secret belongs here.',
      examples: [[{ OPERATION: 'DISABLE' }]],
    },
  },
};

const ids = (description: string): JsonObject => ({
  type: 'array',
  items: { type: 'string', pattern: idPattern },
  uniqueItems: true,
  description,
});

const select: JsonObject = {
  type: 'object',
  description:
    'Who it is for. A filter and OUs narrow each other; user_ids come on top. Resolved to users while planning: the plan lists them, and apply touches no other.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    filter: {
      type: 'string',
      minLength: 1,
      description: 'A SCIM filter over the entities of the action.',
      examples: ['last_name eq "Doe"'],
    },
    ou: {
      type: 'object',
      description: 'Organisational units, as the API selects by them (app.ou.*).',
      additionalProperties: false,
      required: ['selected_ids'],
      properties: {
        selected_ids: { ...ids('Ids of the OUs whose users are meant.'), minItems: 1 },
        deselected_ids: ids('Ids of OUs below them that are left out.'),
        exclude_child_ous: {
          type: 'boolean',
          default: false,
          description: 'Only users directly in the selected OUs.',
        },
      },
    },
    user_ids: ids('Ids of users.'),
  },
};

const forward: JsonObject = {
  type: ['string', 'object'],
  pattern: actionPattern,
  description:
    'Another action for the users for whom this one succeeded: its id, or with its own app configuration and template.',
  additionalProperties: false,
  required: ['action'],
  properties: {
    action,
    app_config_id: id('The app configuration; absent: that of the first action.'),
    template: { ...template, description: 'The template; absent: that of the first action.' },
  },
};

export const sections = {
  user_actions: {
    type: 'object',
    title: 'User actions',
    description:
      'Management actions to run, by a name of your own. Each user once for each action and template: the ledger remembers.',
    propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' },
    additionalProperties: {
      type: 'object',
      additionalProperties: false,
      required: ['action', 'app_config_id', 'template', 'select'],
      properties: {
        action,
        app_config_id: id('The app configuration to run it in. In quotes: ids are texts.'),
        template,
        select,
        retries: {
          type: 'integer',
          minimum: 0,
          maximum: 10,
          default: 0,
          description: 'How often a user that failed is tried again.',
        },
        forward_to: forward,
        allow_removal: {
          type: 'boolean',
          default: false,
          description: 'Must be true for an action that deletes users; acknowledge is needed as well.',
        },
        acknowledge: {
          type: 'string',
          minLength: 3,
          pattern: '\\S',
          description: 'The reason why users may be deleted. Kept in the plan and the ledger.',
          examples: ['left in March, see #31'],
        },
      },
    },
  },
} satisfies Record<string, JsonObject>;
