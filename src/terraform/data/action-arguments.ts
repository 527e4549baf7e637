// The arguments of id360_action_entities. A selection of everybody is refused unless a filter asks for it: it is more
// often a variable that is empty than a wish.

import type { Ou, Wanted } from '../../kinds/user_action/prepare.ts';
import { sections } from '../../kinds/user_action/schema.ts';
import type { Place } from '../../model/failure.ts';
import { invalidFilter } from '../../model/invalid-filter.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { actionPattern, idPattern } from '../../model/management.ts';
import { err, ok } from '../../model/result.ts';
import { parseFilter } from '../../scim/parse.ts';
import { attributesOf } from '../schema/derive.ts';
import type { Attribute } from '../schema/types.ts';
import type { Body } from '../session/body.ts';
import { faultsOf, placeIn, textIn, wrongArgument } from './arguments.ts';
import { argument, shown, type Taken } from './types.ts';

export interface Asked {
  readonly action: string;
  readonly appConfig: string | undefined;
  readonly filter: Wanted['filter'];
  readonly ou: Ou | null;
  /** Undefined: all that is shown. */
  readonly fields: readonly string[] | undefined;
  /** Where the selection stands. */
  readonly place: Place;
  readonly fieldPlace: (index: number) => Place;
}

const { properties } = sections.user_actions.additionalProperties;
const { action, select } = properties;

export const attributes: readonly Attribute[] = [
  ...attributesOf({ required: ['action'], properties: { action } }),
  argument(
    'app_config_id',
    'string',
    'The app configuration whose users are meant. Absent: it is left to the server.',
  ),
  argument(
    'filter',
    'string',
    'A SCIM filter over the users, such as `last_name eq "Doe"`; `id pr` selects everybody. A filter and OUs narrow each other, and one of them must be there.',
  ),
  ...attributesOf(select).filter(({ name }) => name === 'ou'),
  argument(
    'fields',
    ['list', 'string'],
    'Names of the attributes to show of each user. Absent: all that the API shows.',
  ),
  shown(
    'entities',
    ['map', ['map', 'string']],
    'The users by id, each with its attributes as texts. Members of members have dotted names; lists are JSON. An attribute of `fields` that the API does not show of a user is null.',
  ),
];

export function take(given: JsonObject, body: Body): Taken<Asked> {
  const filter = takeFilter(given, body);
  const ou = takeOu(given, body);
  const matched = [
    matching(given, body, 'action', actionPattern),
    matching(given, body, 'app_config_id', idPattern),
  ];
  const everybody = given['filter'] === undefined && given['ou'] === undefined;
  const faults = [...faultsOf(filter, ou, ...matched), ...(everybody ? [selectsEverybody] : [])];
  if (!filter.ok || !ou.ok || faults.length > 0) return err(faults);
  const fields = given['fields'];
  return ok({
    action: textIn(given, 'action') ?? '',
    appConfig: textIn(given, 'app_config_id'),
    filter: filter.value,
    ou: ou.value,
    fields: Array.isArray(fields) ? fields.map(String) : undefined,
    place: placeIn(body, filter.value === null ? 'ou' : 'filter'),
    fieldPlace: (index) => placeIn(body, 'fields', String(index)),
  });
}

/** Which attributes users have depends on the columns of the action: only the server knows. */
function takeFilter(given: JsonObject, body: Body): Taken<Wanted['filter']> {
  const text = textIn(given, 'filter');
  if (text === undefined) return ok(null);
  const parsed = parseFilter(text);
  if (parsed.ok) return ok({ text, parsed: parsed.value });
  const words = invalidFilter('the filter', text, parsed.error);
  return err([{ ...words, severity: 'error', where: placeIn(body, 'filter') }]);
}

function takeOu(given: JsonObject, body: Body): Taken<Ou | null> {
  const { ou } = given;
  if (!isObject(ou)) return ok(null);
  const lists = ['selected_ids', 'deselected_ids'] as const;
  const wrong = lists.flatMap((name) => {
    const ids = ou[name];
    if (!Array.isArray(ids)) return [];
    return ids.flatMap((id: Json, i) =>
      isFit(id, idPattern) ? [] : [notFit(id, placeIn(body, 'ou', name, String(i)))],
    );
  });
  const some = Array.isArray(ou['selected_ids']) && ou['selected_ids'].length > 0;
  if (wrong.length > 0 || !some)
    return err(some ? wrong : [noOu(placeIn(body, 'ou', 'selected_ids')), ...wrong]);
  // The schema has given it these members, and the ids in them have been looked at.
  return ok(ou as unknown as Ou);
}

const isFit = (value: Json | undefined, pattern: string): boolean =>
  typeof value === 'string' && new RegExp(pattern).test(value);

function matching(given: JsonObject, body: Body, name: string, pattern: string): Taken<true> {
  const value = given[name];
  return value === undefined || isFit(value, pattern) ? ok(true) : err([notFit(value, placeIn(body, name))]);
}

const notFit = (value: Json, where: Place) =>
  wrongArgument(
    {
      summary: `${JSON.stringify(value)} is no id`,
      why: 'an id is made of letters, digits, - and _; that of an action begins with a letter',
      next: 'write the id as the admin console has it',
    },
    where,
  );

const noOu = (where: Place) =>
  wrongArgument(
    {
      summary: 'ou selects no organisational unit',
      why: 'without one it would be everybody',
      next: 'name at least one in selected_ids, or leave ou out',
    },
    where,
  );

const selectsEverybody = wrongArgument({
  summary: 'neither filter nor ou is set, so that everybody would be selected',
  why: 'that is more often a mistake than a wish',
  next: 'set filter or ou; filter = "id pr" selects everybody',
});
