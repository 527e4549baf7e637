// ConfigureProvider: the provider block as a tenant, checked as trueup.yaml is, and the sign-in, which the environment
// gives where the block does not.

import { apiRootOf, parseBaseUrl } from '../../api/client.ts';
import { fromProvider } from '../../config/provider-tenant.ts';
import type { Tenant } from '../../config/tenant.ts';
import { keyPlace } from '../../config/tree.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Failure, Place } from '../../model/failure.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Site, World } from '../../reconcile/connection.ts';
import type { ConfigureRequest, Diagnostic as Message } from '../plugin/messages.ts';
import { adminToken, providerSchema, signIn } from '../schema/provider.ts';
import { typeOf } from '../schema/types.ts';
import { bodyOf } from '../session/body.ts';
import { decode } from '../value/decode.ts';
import { hasUnknown } from '../value/json.ts';
import { isValueObject } from '../value/types.ts';
import { toPlainArguments } from './arguments.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';

export interface Configured {
  readonly site: Site;
  /** Secrets that the block holds, under the names that the environment has for them. */
  readonly env: World['env'];
}

export interface Configuration {
  readonly configured: Result<Configured>;
  readonly diagnostics: readonly Message[];
}

const type = typeOf(providerSchema.attributes);

interface Surroundings {
  readonly env: World['env'];
  /** Told of each secret before anything is said. */
  readonly hide: (secret: string) => void;
}

/** Where a part of the block is not known yet, nothing can be planned, and that is said where something should be. */
export async function configuration(
  { config }: Pick<ConfigureRequest, 'config'>,
  { env, hide }: Surroundings,
): Promise<Configuration> {
  const value = decode(config?.msgpack ?? new Uint8Array([0xc0]), type);
  if (hasUnknown(value)) return { configured: err(notKnown), diagnostics: [] };
  const given = toPlainArguments(isValueObject(value) ? value : {});
  const { block, secrets } = apart(given, hide);
  const body = bodyOf('provider.id360', block);
  const tenant = await fromProvider({ env, providers: [{ key: body.tree.spot, body: body.tree }] });
  if (!tenant.ok)
    return { configured: err(unfit(tenant.error)), diagnostics: messagesOf(tenant.error, body) };
  const root = rootOf(tenant.value);
  if (!root.ok) {
    const where = keyPlace(body.tree, 'base_url');
    return { configured: root, diagnostics: [failureMessage({ ...root.error, where }, body)] };
  }
  const { limits } = tenant.value;
  return {
    configured: ok({ site: { tenant: tenant.value, baseUrl: root.value, limits }, env: secrets }),
    diagnostics: messagesOf(
      emptied(block).map((name) => setsNothing(name, keyPlace(body.tree, name))),
      body,
    ),
  };
}

/** Arguments with braces that hold nothing. */
const emptied = (block: JsonObject): readonly string[] =>
  Object.keys(block).filter((name) => {
    const value = block[name];
    return isObject(value) && Object.keys(value).length === 0;
  });

const setsNothing = (name: string, where: Place): Diagnostic => ({
  code: 'terraform.sets-nothing',
  severity: 'warning',
  summary: `${name} sets nothing`,
  why: 'no key in its braces is one of its arguments: Terraform drops keys that it does not know there, without a word',
  next: 'compare the keys with the page of the provider, or delete the argument',
  where,
});

/** What the block says, without nulls, and its secrets by themselves. */
function apart(
  given: JsonObject,
  hide: (secret: string) => void,
): { readonly block: JsonObject; readonly secrets: World['env'] } {
  const block: Record<string, Json> = { ...given };
  const secrets: Record<string, string> = {};
  for (const { attribute, variable } of signIn) {
    const secret = block[attribute.name];
    if (typeof secret === 'string' && secret !== '') {
      secrets[variable] = secret;
      if (attribute.sensitive) hide(secret);
    }
    delete block[attribute.name];
  }
  const { [adminToken.name]: token, ...admanager } = asObject(block['admanager']);
  if (typeof token === 'string' && token !== '') {
    secrets['ADMANAGER_AUTH_TOKEN'] = token;
    hide(token);
  }
  if (isObject(block['admanager'])) block['admanager'] = admanager;
  return { block, secrets };
}

function rootOf({ baseUrl, dataCenter }: Tenant): Result<string> {
  if (baseUrl !== undefined) return parseBaseUrl(baseUrl);
  const root = dataCenter === undefined ? undefined : apiRootOf(dataCenter);
  return root === undefined ? err(noRoot) : ok(root);
}

const noRoot: Failure = {
  code: 'terraform.no-tenant',
  reason: 'error',
  summary: 'which tenant to work on is not said',
  why: 'neither the provider block nor ID360_BASE_URL names an API root',
  next: 'set data_center or base_url in the provider block, or ID360_BASE_URL (https://id360.manageengine.com/api/v1)',
};

const notKnown: Failure = {
  code: 'terraform.not-configured',
  reason: 'error',
  summary: 'the settings of the provider id360 are not known yet',
  why: 'they come from something that is made only by this apply',
  next: 'make that first, with -target, or write the values out',
};

function unfit([first]: readonly Diagnostic[]): Failure {
  const { code = 'terraform.not-configured', summary = '', why = '', next = '' } = first ?? {};
  return { code, reason: 'error', summary, why, next };
}
