// User actions: management actions run for explicit users, each once (management-actions and management-executions
// pages). All that trueup knows of them, as data and pure functions. There are only one-shots: nothing is compared.

import type { Kind } from '../../model/kind.ts';
import { oneShots } from '../../model/one-shots.ts';
import { kindName } from './memory.ts';
import { observe } from './observe.ts';
import { operations } from './operations.ts';
import { readActions } from './prepare.ts';
import { resource } from './resource.ts';
import { sections } from './schema.ts';

export const kind: Kind = {
  ...oneShots,
  name: kindName,
  sections,
  resource,
  prepare: (input) => {
    const desired = readActions(input);
    return { diagnostics: desired.diagnostics, observe: (memory) => observe(desired, memory) };
  },
  operations,
};
