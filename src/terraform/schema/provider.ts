// The schema of the provider block: a tenant of trueup.yaml, and the sign-in, which the environment gives otherwise.

import { tenantsSchema } from '../../config/tenants-schema.ts';
import { asObject, isObject, type Json } from '../../model/json.ts';
import { attributesOf } from './derive.ts';
import type { Attribute, Schema } from './types.ts';

/** Keys of a tenant that the provider block does not have: its files are the configuration itself. */
const omits = ['desired', 'credentials'];

const tenant = ['tenants'].reduce<Json | undefined>(member, tenantsSchema['properties']);
const tenantSchema = member(tenant, 'additionalProperties');

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

const secret = (name: string, description: string): Attribute => ({
  name,
  type: 'string',
  description,
  optional: true,
  sensitive: true,
});

/** The sign-in: each attribute with the environment variable that stands in for it. */
export const signIn: readonly { readonly variable: string; readonly attribute: Attribute }[] = [
  {
    variable: 'ID360_ACCESS_TOKEN',
    attribute: secret('access_token', 'An OAuth access token. Absent: `ID360_ACCESS_TOKEN`.'),
  },
  {
    variable: 'ID360_CLIENT_ID',
    attribute: secret('client_id', 'OAuth client id. Absent: `ID360_CLIENT_ID`.'),
  },
  {
    variable: 'ID360_CLIENT_SECRET',
    attribute: secret('client_secret', 'OAuth client secret. Absent: `ID360_CLIENT_SECRET`.'),
  },
  {
    variable: 'ID360_REFRESH_TOKEN',
    attribute: secret('refresh_token', 'OAuth refresh token. Absent: `ID360_REFRESH_TOKEN`.'),
  },
  {
    variable: 'ID360_ACCOUNTS_URL',
    attribute: {
      name: 'accounts_url',
      type: 'string',
      optional: true,
      description: 'Where tokens are made. Absent: `ID360_ACCOUNTS_URL`, or what belongs to the data centre.',
    },
  },
];

export const adminToken = secret(
  'auth_token',
  'The token of ADManager Plus. Absent: `ADMANAGER_AUTH_TOKEN`.',
);

function withToken(attribute: Attribute): Attribute {
  const { name, nested } = attribute;
  if (name !== 'admanager' || nested === undefined) return attribute;
  return { ...attribute, nested: { ...nested, attributes: [...nested.attributes, adminToken] } };
}

const ledger: Attribute = {
  name: 'ledger',
  type: 'string',
  optional: true,
  description:
    'The folder of the ledger, relative to the folder of the configuration: what an apply that was cut off had under way is settled with it. Default: `.trueup/NAME` where `tenant` names the tenant, else `.trueup`.',
};

const tenantName: Attribute = {
  name: 'tenant',
  type: 'string',
  optional: true,
  description:
    'A name for the tenant in plans and in the ledger. Absent: its host. Where a configuration has several tenants, give each a name: it keeps their ledgers apart.',
};

const settings = attributesOf(asObject(tenantSchema), omits).map((one) =>
  one.name === 'ledger' ? ledger : withToken(one),
);

export const providerSchema: Schema = {
  version: 0,
  description: 'A tenant of ManageEngine Identity360, and how much a plan may do to it.',
  attributes: [tenantName, ...settings, ...signIn.map(({ attribute }) => attribute)],
};
