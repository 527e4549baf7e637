// What one resource wants, and which of the things that trueup finds are its own.

import { type Address, keyOf, kindOf } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { namesIn } from '../../model/group.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Subject } from '../../model/kind.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Body } from './body.ts';

export interface Wish {
  readonly type: ResourceType;
  /** The name of the entry, as the desired file would have it; made of the arguments where they have none. */
  readonly name: string;
  /** Arguments that are set; wholly known. */
  readonly given: JsonObject;
  readonly body: Body;
}

/** Whether a change, or an object, is there because of this resource. Two resources may want the same of one object. */
export function owns({ type, name, body }: Wish, asked: Pick<Change | Subject, 'source' | 'group'>): boolean {
  if (asked.source?.file === body.file) return true;
  const { rule } = type;
  return rule.of === 'entries' && !rule.listed && namesIn(asked.group).includes(name);
}

/** Whether a finding stands in this resource. */
export const concerns = ({ body }: Wish, { where, also }: Diagnostic): boolean =>
  where?.file === body.file || also?.file === body.file;

/** What Terraform calls the object at an address, among the members of its resource. */
export function memberKey({ type }: Pick<Wish, 'type'>, address: Address): string | undefined {
  if (kindOf(address) !== type.kind.name) return undefined;
  const key = keyOf(address);
  // One-shots have the name of their section before the object's.
  return type.rule.once === true ? key.split('/').slice(1).join('/') : key;
}

/** Whether the resource itself wants a field; of an object that another one wants as well, that one may want others. */
export function wanting({ type, given }: Wish): (field: string) => boolean {
  const known = new Map<string, boolean>();
  return (field) => {
    const wanted = known.get(field);
    if (wanted !== undefined) return wanted;
    const [argument = ''] = (type.rule.fields?.[field] ?? field).split('.');
    known.set(field, argument in given);
    return argument in given;
  };
}
