// What Terraform shows of one object: how it is, and how it will be, in the words of the desired file. A field that
// counts as being as wanted reads so, whatever the API calls it; the kind's own rules say which.

import type { State } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { Kind, Subject } from '../../model/kind.ts';

export interface Standing {
  /** Undefined: there is no such object. */
  readonly now: string | undefined;
  readonly planned: string | undefined;
}

type Rules = Pick<Kind, 'rules' | 'presence'>;

/** @param own whether the resource itself wants a field; another one may want others of the same object */
export function standingOf(
  kind: Rules,
  { live, wanted }: Pick<Subject, 'live' | 'wanted'>,
  last: State | undefined,
  own: (field: string) => boolean,
): Standing {
  if (live === null || wanted === null) return standingOfObject(kind, live, wanted, last);
  const now: string[] = [];
  const planned: string[] = [];
  // In the order of the rules: what two sets want of an object comes in the order of the sets.
  for (const field of Object.keys(kind.rules)) {
    if (!(field in wanted) || !own(field)) continue;
    const [want, is] = [wanted[field] ?? null, live[field]];
    const relation = kind.rules[field]?.relate(want, is, last?.[field]) ?? 'unknown';
    const value = relation === 'same' || relation === 'settled' ? want : is;
    now.push(wordOf(value));
    planned.push(wordOf(relation === 'differs' ? want : value));
  }
  return { now: now.join(', '), planned: planned.join(', ') };
}

/** An object that is gone, or that should go. */
function standingOfObject(
  kind: Rules,
  live: State | null,
  wanted: State | null,
  last: State | undefined,
): Standing {
  if (live === null && wanted === null) return { now: undefined, planned: undefined };
  const { relation } = kind.presence(wanted, live, last);
  const want = wanted === null ? undefined : textOf(wanted, Object.keys(kind.rules));
  if (relation === 'settled' || relation === 'same') return { now: want, planned: want };
  const now = live === null ? undefined : textOf(live, Object.keys(kind.rules));
  return { now, planned: relation === 'differs' ? want : now };
}

const textOf = (state: State, fields: readonly string[]): string =>
  fields
    .filter((field) => state[field] !== undefined)
    .map((field) => wordOf(state[field]))
    .join(', ');

function wordOf(value: Json | undefined): string {
  if (value === undefined) return '(not shown)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
