// What a change does, as the text that Terraform shows at its address.

import { keyOf } from '../../model/address.ts';
import { actionOf, type Change } from '../../model/change.ts';
import { fieldsText } from '../../report/field-text.ts';
import { fieldsOf } from '../../report/fields.ts';

/** `agent: pending -> approved (LAPTOP-7)`. */
export function changeText(change: Change): string {
  const { name, address } = change;
  const who = name === '' || name === keyOf(address) ? '' : ` (${name})`;
  return actionOf(change) === 'remove' ? `removed${who}` : `${fieldsText(fieldsOf(change))}${who}`;
}
