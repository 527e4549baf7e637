// id360_action_entities: the users that a filter or OUs select, as a management action sees them. The request and the
// check of each row are those of a user action, so that both mean the same users.

import { decodeEntity } from '../../kinds/user_action/entity.ts';
import { kind } from '../../kinds/user_action/kind.ts';
import { matcherOf } from '../../kinds/user_action/match.ts';
import { taskOf, type Wanted } from '../../kinds/user_action/prepare.ts';
import { readingsOf } from '../../kinds/user_action/reads.ts';
import type { Read } from '../../model/call.ts';
import { Bug } from '../../model/failure.ts';
import { emptyMemory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import { type Asked, attributes, take } from './action-arguments.ts';
import { type Entities, shownOf } from './action-fields.ts';
import { look } from './look.ts';
import { dataType } from './types.ts';

export const actionEntities = dataType<Asked>({
  name: 'id360_action_entities',
  description:
    'The users that a management action can be run for, selected by a filter, by organisational units, or by both.',
  attributes,
  take,
  look: async (asked, { reader }) => {
    const wanted = wantedOf(asked);
    const matcher = matcherOf(wanted);
    const found: Entities = new Map();
    const read = await look(kind, readOf(wanted), reader, (raw) => {
      const entity = decodeEntity(raw);
      if (!entity.ok) return entity;
      if (matcher.takes(entity.value)) found.set(entity.value.id, entity.value.row);
      return ok(undefined);
    });
    if (!read.ok) return read;
    const { values, findings } = shownOf(found, asked);
    const doubts = matcher.findings().map((one) => ({ ...one, next: doubtful }));
    return ok({ values, findings: [...doubts, ...findings] });
  },
});

const doubtful =
  'compare the filter with the admin console, and with the columns that the action shows (id360_view_columns)';

/** The selection as that of a user action which is never run. */
function wantedOf({ action, appConfig, filter, ou, place }: Asked): Wanted {
  return {
    name: action,
    task: taskOf({ action, app_config_id: appConfig ?? '', template: {} }),
    forward: null,
    filter,
    ou,
    users: new Map(),
    retries: 0,
    acknowledge: undefined,
    place,
    source: null,
  };
}

function readOf(wanted: Wanted): Read {
  const [reading] = readingsOf([wanted], emptyMemory);
  if (reading === undefined) throw new Bug('a selection of everybody was let pass');
  const { read } = reading;
  const given = Object.entries(read.request.query).filter(([, value]) => value !== '');
  const about = { what: 'id360_action_entities', where: wanted.place };
  return { ...read, request: { ...read.request, query: Object.fromEntries(given) }, about };
}
