// How a wanted agent and access stand to live ones. What a denial becomes is undocumented (denied, inactive,
// still pending, or gone), so the ledger's own entry settles it; an agent status that is not known is never acted on.
// A removal has come through where the device is gone, or where it joined through a directory and has no agent.

import type { State } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { FieldRule, PresenceRelation, Relation } from '../../model/kind.ts';
import { removalOf } from './join.ts';

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
  // A denial is always listed again: it matters more, and most of a fleet is active.
  alike: (applied) =>
    applied === 'approved' ? 'agent_status eq "active" or agent_status eq "inactive"' : null,
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

/** A device that is gone, or one that should be. */
export function presence(
  wanted: State | null,
  live: State | null,
  last: State | undefined,
): PresenceRelation {
  if (wanted === null && live !== null) return removed(live, last);
  if (wanted?.['agent'] === 'denied' && last?.['agent'] === 'denied')
    return { relation: 'settled', because: 'denied by trueup; the device is no longer listed' };
  return { relation: 'unknown', because: 'no live device has this id' };
}

/** A device that is still listed though it should be removed. One with an agent was enrolled again, or still waits. */
function removed(live: State, last: State | undefined): PresenceRelation {
  if (last?.['removed'] !== true) return { relation: 'differs', because: '' };
  const removal = removalOf(live);
  if (removal === 'deletes')
    return {
      relation: 'differs',
      because: 'it is still listed, and a device enrolled through ID360 is deleted',
    };
  const { agent } = live;
  if (agent === 'active' || agent === 'pending')
    return { relation: 'differs', because: `its agent still reads ${agent}: ${whenConnected}` };
  return { relation: 'settled', because: stays[removal] };
}

const whenConnected = 'it is uninstalled when the device next connects';

const stays = {
  uninstalls: 'removed by trueup; a device that joined through AD or Entra stays listed',
  either: 'removed by trueup; the device stays listed, without an active agent',
} as const;
