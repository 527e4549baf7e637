// What the codes of this kind's findings mean, for `trueup explain` and the reference docs.

import type { Codes } from '../../model/codes.ts';

export const codes: Codes = {
  'view-columns.twice': {
    as: ['error'],
    when: 'The columns of one action are given twice for the same app configuration. One list must win, and nothing says which.',
    next: 'Keep one of them.',
  },
};
