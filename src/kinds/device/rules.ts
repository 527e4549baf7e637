// How a wanted agent and access stand to live ones. What a denial becomes is undocumented (denied, inactive,
// still pending, or gone), so the ledger's own entry settles it; an agent status that is not known is never acted on.

import type { State } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { FieldRule, PresenceRelation, Relation } from '../../model/kind.ts';

const approved: Readonly<Record<string, Relation>> = {
  active: 'same',
  inactive: 'same',
  pending: 'differs',
  denied: 'differs',
};
const denied: Readonly<Record<string, Relation>> = {
  denied: 'same',
  active: 'differs',
  inactive: 'differs',
  pending: 'differs',
};

const lookUp = (table: Readonly<Record<string, Relation>>, live: Json | undefined): Relation =>
  typeof live === 'string' && Object.hasOwn(table, live) ? (table[live] ?? 'unknown') : 'unknown';

function relateAgent(wanted: Json, live: Json | undefined, last: Json | undefined): Relation {
  const weDenied = last === 'denied';
  if (wanted === 'approved') return weDenied && live === 'inactive' ? 'differs' : lookUp(approved, live);
  const relation = lookUp(denied, live);
  if (!weDenied || relation === 'same' || live === 'active') return relation;
  return 'settled';
}

const agent: FieldRule = {
  relate: relateAgent,
  because: (relation, live) =>
    relation === 'settled'
      ? `denied by trueup; the API goes on showing ${live === undefined ? 'nothing' : `"${String(live)}"`}`
      : `agent_status is ${live === undefined ? 'not shown' : `"${String(live)}"`}, which trueup does not know`,
};

const access: FieldRule = {
  relate: (wanted, live, last) => {
    if (live === undefined) return last === wanted ? 'settled' : 'differs';
    return live === wanted ? 'same' : 'differs';
  },
  because: () => 'set by trueup; the API does not show is_deactivated for this device',
};

export const rules = { agent, access } satisfies Record<string, FieldRule>;

/** A device that stays listed after its removal has no agent; one that has was enrolled again. */
const isBack = ({ agent }: State): boolean => agent === 'active' || agent === 'pending';

/** A device that is gone, or one that should be. */
export function presence(
  wanted: State | null,
  live: State | null,
  last: State | undefined,
): PresenceRelation {
  if (wanted === null && live !== null)
    return last?.['removed'] === true && !isBack(live)
      ? {
          relation: 'settled',
          because: 'removed by trueup; a device that joined through AD or Entra stays listed',
        }
      : { relation: 'differs', because: '' };
  if (wanted?.['agent'] === 'denied' && last?.['agent'] === 'denied')
    return { relation: 'settled', because: 'denied by trueup; the device is no longer listed' };
  return { relation: 'unknown', because: 'no live device has this id' };
}
