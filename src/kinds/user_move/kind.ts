// User moves: requests to ADManager Plus to move accounts to another container (admanager-move-user-workflow page). There
// are only one-shots: a person approves each request, and no call reads it back.

import type { Kind } from '../../model/kind.ts';
import { err } from '../../model/result.ts';
import { kindName, observe } from './observe.ts';
import { operations } from './operations.ts';
import { readMoves } from './prepare.ts';
import { sections } from './schema.ts';

export const kind: Kind = {
  name: kindName,
  sections,
  files: () => [],
  prepare: (input) => {
    const desired = readMoves(input);
    return { diagnostics: desired.diagnostics, observe: (memory) => observe(desired, memory) };
  },
  listing: null,
  readOne: null,
  decode: () => err({ field: '', expected: 'nothing: requests are not read' }),
  rules: {},
  presence: () => ({ relation: 'unknown', because: 'requests are not shown' }),
  operations,
  probe: null,
  exporter: null,
};
