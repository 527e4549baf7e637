// The lock-out reading: before a deactivation or the denial of an active agent, a device must keep one Administrator
// account that is not linked and cannot be: neither with the settings as they are, nor as the same plan leaves them.

import { keyOf } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { ProbeRule, Seen } from '../../model/kind.ts';
import {
  judgeAccounts,
  type Linking,
  linkingOf,
  plannedSettings,
  readAccounts,
  readSettings,
} from '../../model/local-accounts.ts';
import { wasActive } from './operations.ts';

const needed = (change: Change): boolean =>
  change.after?.['access'] === 'deactivated' || (change.after?.['agent'] === 'denied' && wasActive(change));

export const probe: ProbeRule = {
  needed,
  background: readSettings,
  reach: ({ address, name }) => ({
    of: 'itself',
    target: { name, request: readAccounts(keyOf(address)) },
  }),
  judge: (seen) => judgeAccounts(seen.answer.body, settingsOf(seen)),
};

/** The settings as they are, and as the plan leaves them. */
function settingsOf({ background, changes }: Seen): Linking[] {
  const planned = plannedSettings(changes);
  const live = linkingOf(background);
  return planned === null ? [live] : [live, linkingOf(planned)];
}
