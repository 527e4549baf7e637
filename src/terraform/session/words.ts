// What a change does, as the text that Terraform shows at its address.

import { keyOf } from '../../model/address.ts';
import { actionOf, type Change } from '../../model/change.ts';
import { fieldsText } from '../../report/field-text.ts';
import { fieldsOf } from '../../report/fields.ts';

/**
 * `agent: pending -> approved (LAPTOP-7)`.
 * @param order of the fields; those that it does not name come last
 */
export function changeText(change: Change, order: readonly string[] = []): string {
  const { name, address } = change;
  const who = name === '' || name === keyOf(address) ? '' : ` (${name})`;
  if (actionOf(change) === 'remove') return `removed${who}`;
  const place = (field: string): number => (order.includes(field) ? order.indexOf(field) : order.length);
  const fields = [...fieldsOf(change)].sort((a, b) => place(topOf(a.field)) - place(topOf(b.field)));
  return `${fieldsText(fields)}${who}`;
}

const topOf = (field: string): string => field.split('.')[0] ?? field;
