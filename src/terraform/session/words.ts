// What a change does, as the text that Terraform shows at its address, and what people call its object.

import { keyOf } from '../../model/address.ts';
import { actionOf, type Change, isRun, runKey } from '../../model/change.ts';
import { actionKey } from '../../report/buckets.ts';
import { fieldsText } from '../../report/field-text.ts';
import { fieldsOf } from '../../report/fields.ts';

type Object = Pick<Change, 'address' | 'name'>;

/** Behind a text: ` (LAPTOP-7)`; nothing where the object has no name beside its key. */
const whoIs = ({ name, address }: Object): string =>
  name === '' || name === keyOf(address) ? '' : ` (${name})`;

/** `device/2000000000007 (LAPTOP-7)`. */
export const named = (object: Object): string => `${object.address}${whoIs(object)}`;

/**
 * `agent: pending -> approved (LAPTOP-7)`; of a run `execute move-users (Priya Doe)`.
 * @param order of the fields; those that it does not name come last
 */
export function changeText(change: Change, order: readonly string[] = []): string {
  const who = whoIs(change);
  if (isRun(change)) return `${runWords(change)}${who}`;
  if (actionOf(change) === 'remove') return `removed${who}`;
  const place = (field: string): number => (order.includes(field) ? order.indexOf(field) : order.length);
  const fields = [...fieldsOf(change)].sort((a, b) => place(topOf(a.field)) - place(topOf(b.field)));
  return `${fieldsText(fields)}${who}`;
}

const runWords = ({ after }: Pick<Change, 'after'>): string =>
  [after?.[runKey], after?.[actionKey]].filter((word) => typeof word === 'string').join(' ');

const topOf = (field: string): string => field.split('.')[0] ?? field;
