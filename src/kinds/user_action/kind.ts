// User actions: management actions run for explicit users, each once (management-actions and management-executions
// pages). All that trueup knows of them, as data and pure functions. There are only one-shots: nothing is compared.

import type { Kind } from '../../model/kind.ts';
import { err } from '../../model/result.ts';
import { kindName } from './memory.ts';
import { observe } from './observe.ts';
import { operations } from './operations.ts';
import { readActions } from './prepare.ts';
import { sections } from './schema.ts';

export const kind: Kind = {
  name: kindName,
  sections,
  files: () => [],
  prepare: (input) => {
    const desired = readActions(input);
    return { diagnostics: desired.diagnostics, observe: (memory) => observe(desired, memory) };
  },
  listing: null,
  readOne: null,
  decode: () => err({ field: '', expected: 'nothing: runs are not read' }),
  rules: {},
  presence: () => ({ relation: 'unknown', because: 'runs are not shown' }),
  operations,
  probe: null,
  exporter: null,
};
