// User moves: requests to ADManager Plus to move accounts to another container (admanager-move-user-workflow page). There
// are only one-shots: a person approves each request, and no call reads it back.

import type { Kind } from '../../model/kind.ts';
import { oneShots } from '../../model/one-shots.ts';
import { kindName, observe } from './observe.ts';
import { operations } from './operations.ts';
import { readMoves } from './prepare.ts';
import { resource } from './resource.ts';
import { sections } from './schema.ts';

export const kind: Kind = {
  ...oneShots,
  name: kindName,
  sections,
  resource,
  prepare: (input) => {
    const desired = readMoves(input);
    return { diagnostics: desired.diagnostics, observe: (memory) => observe(desired, memory) };
  },
  operations,
};
