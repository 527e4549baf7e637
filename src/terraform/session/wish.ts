// What one resource wants, and which of the things that trueup finds are its own.

import { type Address, keyOf, kindOf } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { namesIn } from '../../model/group.ts';
import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Subject } from '../../model/kind.ts';
import { asBefore } from '../../model/once-per.ts';
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

type Asked = Pick<Change | Subject, 'source' | 'group'>;

/**
 * The resources because of which a change, or an object, of a kind is there: two may want the same of one object. By name
 * and place, for there may be a thousand of them.
 */
export function ownersAmong(wishes: readonly Wish[]): (kind: string, asked: Asked) => readonly Wish[] {
  const byPlace = new Map(wishes.map((wish) => [`${wish.type.kind.name} ${wish.body.file}`, wish]));
  const named = wishes.filter(({ type: { rule } }) => rule.of === 'entries' && !rule.listed);
  const byName = groupBy(named, ({ type, name }) => `${type.kind.name} ${name}`);
  const owners = asBefore((kind: string, file: string | undefined, group: string): readonly Wish[] => {
    const here = byPlace.get(`${kind} ${file}`);
    const all = namesIn(group).flatMap((name) => byName.get(`${kind} ${name}`) ?? []);
    return here === undefined || all.includes(here) ? all : [here, ...all];
  });
  return (kind, { source, group }) => owners(kind, source?.file, group);
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
