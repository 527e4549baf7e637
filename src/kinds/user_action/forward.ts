// Users that succeeded go on to another action: through the selection that the server stores for it, of each execution
// in which some of them succeeded. A user for whom the first action did not succeed is left.

import type { Address } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import { beginning, type End, type Known, type May } from '../../model/follow.ts';
import { groupBy } from '../../model/group-by.ts';
import { forwardRequest, idIn } from './calls.ts';
import type { Need } from './leg.ts';
import { taskIn, userAt } from './memory.ts';
import { asEnd, mainOf, type Results } from './results.ts';
import { viaView } from './via.ts';

type Ends = ReadonlyMap<Address, End>;

const unforwarded = 'the server does not forward it';
const left = (message: string): End => ({ state: 'left', message, remember: null });

export function forwardEnds(changes: readonly Change[], main: Results, known: Known, may: May): Need<Ends> {
  const own = changes.filter(({ address }) => userAt(address).forward !== undefined);
  const alone = mainOf(changes) === null;
  const ends = new Map<Address, End>();
  for (const [execution, group] of groupsOf(own, main)) {
    if (execution === '')
      for (const { address } of group) ends.set(address, left('the action before has not succeeded'));
    else {
      const fact = alone ? known.get(beginning) : known.get(`forward:${execution}`);
      const some = groupEnds(group, execution, fact === undefined && alone ? null : fact, known, may);
      if ('need' in some) return some;
      for (const [address, end] of some.have) ends.set(address, end);
    }
  }
  return { have: ends };
}

/** Forwards by the execution in which their user succeeded; empty for those that did not. */
function groupsOf(own: readonly Change[], main: Results): ReadonlyMap<string, readonly Change[]> {
  return groupBy(own, ({ address, after }) => {
    const result = main.get(userAt(address).user);
    const given = after?.['execution'];
    if (result === undefined && typeof given === 'string') return given;
    const ending = result?.ending === 'left' ? undefined : result?.ending;
    return ending?.status === 'success' ? ending.execution : '';
  });
}

function groupEnds(
  group: readonly Change[],
  execution: string,
  fact: ReturnType<Known['get']>,
  known: Known,
  may: May,
): Need<Ends> {
  const after = group[0]?.after;
  const task = taskIn(after);
  const nobody: Need<Ends> = {
    have: new Map(group.map(({ address }) => [address, left('it was not forwarded')])),
  };
  if (!after || task === undefined || (fact === undefined && !may.send)) return nobody;
  if (fact === undefined) {
    const request = forwardRequest(String(after['from']), execution, task.action);
    return { need: { do: 'send', call: `forward:${execution}`, request, take: idIn('view_id', 'view') } };
  }
  const users = group.map(({ address }) => userAt(address).user);
  const via = viaView(known, may, { spot: `forward:${execution}`, task, users, view: fact?.['view'] });
  if ('need' in via) return via;
  const endings = via.have;
  if (endings === null) return nobody;
  return {
    have: new Map(
      group.map(({ address, after: own }) => {
        const ending = endings.get(userAt(address).user);
        const attempts = Number(own?.['attempts'] ?? 0) + 1;
        return [address, ending ? asEnd(task, ending, attempts, undefined) : left(unforwarded)];
      }),
    ),
  };
}
