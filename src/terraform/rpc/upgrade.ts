// UpgradeResourceState: a stored state as the present schema has it. Attributes that went are dropped, new ones are null
// until the next refresh; a state of a newer trueup is refused, for what it means is not known.

import type { Failure } from '../../model/failure.ts';
import type { UpgradeRequest as Request, UpgradeResponse as Response } from '../plugin/messages.ts';
import { decodeJson } from '../value/decode-json.ts';
import { isValueObject } from '../value/types.ts';
import { failureMessage } from './diagnostics.ts';
import { packState, resourceType } from './resource.ts';

export async function upgradeState({ type_name, version, raw_state }: Request): Promise<Response> {
  const type = resourceType(type_name);
  if (type === undefined || raw_state === null) return {};
  if (version > type.schema.version)
    return { diagnostics: [failureMessage(newer(type_name, version, type.schema.version))] };
  const state = decodeJson(JSON.parse(new TextDecoder().decode(raw_state.json)), type.state);
  return { upgraded_state: packState(type, isValueObject(state) ? state : null) };
}

const newer = (name: string, version: number, known: number): Failure => ({
  code: 'terraform.newer-state',
  reason: 'error',
  summary: `the state of a ${name} was written by a newer trueup`,
  why: `its schema has version ${version}, and this trueup knows versions up to ${known}`,
  next: 'use that version of the provider, or a newer one',
});
