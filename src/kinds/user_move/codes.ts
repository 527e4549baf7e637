// What the codes of this kind's findings mean, for `trueup explain` and the reference docs.

import type { Codes } from '../../model/codes.ts';

export const codes: Codes = {
  'user-move.done': {
    as: ['info'],
    when: 'Accounts of a user move have been asked for: each is asked for once for each container, and the ledger remembers. Whether the request was approved, only ADManager Plus knows.',
    next: 'Nothing; look at the requests in ADManager Plus.',
  },
  'user-move.twice': {
    as: ['error'],
    when: 'A user move names an account twice. Account names know no case.',
    next: 'Keep one of them.',
  },
};
