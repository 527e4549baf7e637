// Fields and objects as text: `agent: pending -> denied`, `names: +recovery -guest`, `2000000000002 LAPTOP-MAC-002`.

import type { Json } from '../model/json.ts';
import { cut } from './clean.ts';
import type { FieldView, ListField, SetField } from './fields.ts';
import type { ObjectView, Sample } from './sample.ts';
import { count, number, together } from './words.ts';

const namesShown = 12;
const listShown = 24;
const valueWidth = 60;
const nameWidth = 80;

export function fieldText(view: FieldView): string {
  if (view.form === 'set') return `${view.field}: ${setText(view)}`;
  if (view.form === 'list') return `${view.field}: ${listText(view)}`;
  const { field, before, after, last } = view;
  const from = before === undefined ? '' : `${valueText(before)} -> `;
  const old = last === undefined ? '' : ` (last applied ${valueText(last)})`;
  return `${field}: ${from}${valueText(after)}${old}`;
}

function setText({ added, removed, kept }: SetField): string {
  const moved = movedText({ added, removed }) || 'other letter case';
  return kept === 0 ? moved : `${moved} (${number(kept)} kept)`;
}

/** Both lists where they are short; of long ones what comes and goes, which must not be cut away. */
function listText({ added, removed, kept, before, after }: ListField): string {
  if (before.length <= listShown && after.length <= listShown)
    return `[${before.map(word).join(', ')}] -> [${after.map(word).join(', ')}]`;
  const parts = [movedText({ added, removed }), 'in another order'].filter((part) => part !== '');
  return `${parts.join(', ')} (${number(kept)} kept)`;
}

function movedText({ added, removed }: Pick<SetField, 'added' | 'removed'>): string {
  const parts = [...removed.map((name) => `-${word(name)}`), ...added.map((name) => `+${word(name)}`)];
  const more = parts.length - namesShown;
  const shown = more > 0 ? [...parts.slice(0, namesShown), `and ${number(more)} more`] : parts;
  return shown.join(' ');
}

function valueText(value: Json | undefined): string {
  if (value === undefined) return '(unknown)';
  return cut(typeof value === 'string' ? word(value) : JSON.stringify(value), valueWidth);
}

/** A string as it is where it cannot be misread, in quotes where it can. */
function word(text: string): string {
  return /^[\p{L}\p{N}_][^\s"'\\]*$/u.test(text) && !/^(true|false|null)$/.test(text)
    ? text
    : JSON.stringify(text);
}

/** Key and name, or the kind where the object is the only one of its kind; never folded. */
export function objectText({ id, name }: ObjectView): string {
  return together(name === '' || name === id ? id : `${id} ${cut(name, nameWidth)}`);
}

/** The whole address and the name, where objects are shown one by one. */
export function addressText({ address, id, name }: ObjectView): string {
  return objectText({ address, id: address, name: name === id ? '' : name });
}

/** `a, b, and 9 995 more`. */
export function sampleText(sample: Sample<ObjectView>): string {
  const rest = sample.more > 0 ? [together(`and ${number(sample.more)} more`)] : [];
  return [...sample.items.map(objectText), ...rest].join(', ');
}

/** The fields of one object on one line. */
export function fieldsText(fields: readonly FieldView[]): string {
  return fields.map(fieldText).join('; ');
}

export function objects(value: number): string {
  return count(value, 'object');
}
