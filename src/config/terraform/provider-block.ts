// A tenant of trueup.yaml as the arguments of provider.id360: the same policy, and no secret.

import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RawGuards, RawTenant } from '../tenant.ts';
import type { FileTenant } from '../tenants.ts';

interface BlockInput {
  readonly cwd: string;
  /** The folder of the configuration, relative to `cwd`: paths in it are relative to it. */
  readonly folder: string;
}

export interface Block {
  readonly args: JsonObject;
  readonly notes: readonly string[];
}

export function providerBlock({ file, name, raw }: FileTenant, { cwd, folder }: BlockInput): Block {
  const { data_center, base_url, admanager, guards, credentials } = raw;
  const ledger = raw.ledger ?? `.trueup/${name}`;
  const path = relative(resolve(cwd, folder), resolve(cwd, dirname(file), ledger));
  return {
    args: {
      tenant: name,
      ...(data_center !== undefined && { data_center }),
      ...(base_url !== undefined && { base_url }),
      ledger: isAbsolute(ledger) ? ledger : path.replaceAll('\\', '/'),
      ...(admanager !== undefined && { admanager }),
      ...(guards !== undefined && { guards: guardsOf(guards) }),
      ...limitsOf(raw),
    },
    notes:
      credentials === undefined
        ? []
        : [`credentials: ${credentials} is left out: terraform takes the sign-in from ID360_… as it is.`],
  };
}

const limitsOf = ({ limits }: RawTenant): JsonObject =>
  limits === undefined || Object.keys(limits).length === 0 ? {} : { limits: { ...limits } };

/** Limits are texts there; a rule is what trueup.yaml has, without its place. */
function guardsOf({ rules, ...guards }: RawGuards): JsonObject {
  const given = Object.entries(guards).map(([name, value]): [string, Json] => [
    name,
    name.startsWith('max_') ? String(value) : value,
  ]);
  const plain = rules?.map(({ where, ...rule }): JsonObject => rule);
  return { ...Object.fromEntries(given), ...(plain && { rules: plain }) };
}
