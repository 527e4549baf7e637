// The JSON Schema of trueup.yaml: tenants, where their desired files and ledgers are, and how much a plan may do.

import type { JsonObject } from '../model/json.ts';

const closed = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  ...more,
  properties,
});

const limits = closed(
  {
    concurrency: {
      type: 'integer',
      minimum: 1,
      maximum: 64,
      default: 4,
      description: 'API calls under way at once.',
    },
    requests_per_second: {
      type: 'number',
      exclusiveMinimum: 0,
      examples: [10],
      description: 'The most API calls a second. Absent: as many as the server takes.',
    },
  },
  { description: 'Bounds of the traffic.' },
);

const limit = (usual: string | number, what: string): JsonObject => ({
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^(100|[0-9]{1,2}(\\.[0-9]+)?)%$',
  default: usual,
  examples: ['10%', 25],
  description: `The most ${what} of one plan: a count, or a percentage of the live objects read.`,
});

const rule = closed(
  {
    name: { type: 'string', minLength: 1, description: 'What messages call it.' },
    assert: {
      type: 'string',
      minLength: 1,
      examples: ['plan.summary.change <= 500'],
      description: 'Must be true.',
    },
    message: { type: 'string', description: 'What to tell where it is not.' },
    level: { enum: ['deny', 'warn'], default: 'deny', description: 'deny: apply refuses the plan.' },
  },
  { required: ['name', 'assert'], description: 'A rule of your own over the plan.' },
);

const guards = closed(
  {
    max_changes: limit('100%', 'changes'),
    max_denials: limit('10%', 'denials'),
    max_deactivations: limit('10%', 'deactivations'),
    max_removals: {
      ...limit(0, 'removals'),
      description:
        'The most removals of one plan: a count, or a percentage of the live objects read. Where it is set, it counts users that actions delete as well.',
    },
    protected_accounts: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      examples: [['breakglass']],
      description:
        'Local account names that must stay restricted, beside administrator, admin, root, sysadmin, recovery.',
    },
    lockout_calls: {
      type: 'integer',
      minimum: 0,
      default: 1000,
      description:
        'API calls that the lock-out check may make. What they do not reach blocks until acknowledged.',
    },
    rules: { type: 'array', items: rule, description: 'Rules of your own.' },
  },
  { description: 'How much of what could hurt a plan may hold.' },
);

const tenant = closed(
  {
    data_center: {
      enum: ['us', 'eu', 'in', 'au', 'cn', 'jp', 'ca', 'uk', 'sa'],
      description: 'The data centre of the tenant. base_url wins over it.',
    },
    base_url: {
      type: 'string',
      minLength: 1,
      writeOnly: true,
      examples: ['https://id360.manageengine.com/api/v1'],
      description:
        'The API root. Where neither it nor data_center is given, the environment names it: `ID360_BASE_URL`.',
    },
    desired: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      examples: [['tenants/acme']],
      description: 'Desired files and folders, relative to this file.',
    },
    ledger: {
      type: 'string',
      minLength: 1,
      examples: ['.trueup/acme'],
      description: 'The folder of the ledger, relative to this file. Absent: .trueup/NAME.',
    },
    credentials: {
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$',
      writeOnly: true,
      examples: ['ACME_'],
      description:
        'Prefix of the environment variables with the secrets: ACME_ reads ACME_ID360_ACCESS_TOKEN.',
    },
    admanager: closed(
      {
        base_url: {
          type: 'string',
          minLength: 1,
          writeOnly: true,
          examples: ['https://admanager.acme.example'],
          description: 'Where ADManager Plus is, without a path.',
        },
        insecure: {
          type: 'boolean',
          default: false,
          description: 'Allow plain http to another host than this.',
        },
      },
      { required: ['base_url'], description: 'ADManager Plus of this tenant.' },
    ),
    guards,
    limits,
  },
  { description: 'A tenant of Identity360.' },
);

/** The schema (2020-12) of trueup.yaml. */
export const tenantsSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:trueup:tenants:1',
  title: 'trueup: trueup.yaml',
  description:
    'Tenants, where their desired files and ledgers are, and how much a plan may do. Holds no secret.',
  ...closed(
    {
      $schema: { type: 'string', description: 'The schema of this file, for editors.' },
      version: { const: 1, description: 'The version of this format.' },
      defaults: closed({ limits }, { description: 'For every tenant that does not say otherwise.' }),
      tenants: {
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' },
        additionalProperties: tenant,
        description: 'The tenants by name.',
      },
    },
    { required: ['version', 'tenants'] },
  ),
};
