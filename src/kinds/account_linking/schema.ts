// The desired-file sections of account linking, as JSON Schema. Field names are the API's own
// (account-linking page); `restricted_accounts` is the API's link_restricted_local_accounts.

import type { JsonObject } from '../../model/json.ts';

const settings: JsonObject = {
  type: 'object',
  title: 'Account linking',
  description:
    'Settings for linking local accounts on devices with Identity360 accounts. A key that is absent is unmanaged.',
  additionalProperties: false,
  properties: {
    is_enabled: { type: 'boolean', description: 'Whether local accounts are linked at all.' },
    attribute_type: {
      enum: ['attribute', 'naming_format'],
      description:
        'What the local account name is matched with: an attribute of the user, or a named naming format.',
    },
    attribute_value: {
      type: 'string',
      minLength: 1,
      description: 'The attribute, or the name of the naming format.',
      examples: ['localAccountName'],
    },
    ondemand_provisioning_settings: {
      type: 'object',
      description: 'Whether a missing local account is made at sign-in, and with which permissions.',
      additionalProperties: false,
      properties: {
        is_enabled: { type: 'boolean', description: 'Whether local accounts are made on demand.' },
        default_permission_level: {
          enum: ['standard', 'admin'],
          description: 'Permissions of an account that is made on demand. admin needs acknowledge.',
        },
      },
    },
    sync: {
      enum: ['never', 'on_change'],
      default: 'never',
      description:
        'on_change: after a change of these settings was applied and verified, apply them to every unlinked local account (sync-now). Cannot be undone; needs acknowledge where a device could be left without an Administrator account that is neither linked nor linkable.',
    },
    acknowledge: {
      type: 'string',
      minLength: 3,
      pattern: '\\S',
      description: 'The reason why a hazard of this section is accepted. Kept in the plan and the ledger.',
      examples: ['first enabling, reviewed in #12'],
    },
  },
};

const restricted: JsonObject = {
  type: 'object',
  title: 'Restricted accounts',
  description: 'Local account names that are never linked. Compared as a set, without case.',
  additionalProperties: false,
  required: ['names'],
  properties: {
    mode: {
      enum: ['exact', 'at_least'],
      default: 'exact',
      description: 'exact: these names and no others. at_least: these names, and whatever else is there.',
    },
    names: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description: 'The names. An empty list means none.',
      examples: [['administrator', 'recovery', 'sysadmin']],
    },
  },
};

export const sections = { account_linking: settings, restricted_accounts: restricted } satisfies Record<
  string,
  JsonObject
>;
