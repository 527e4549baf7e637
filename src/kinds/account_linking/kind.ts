// Account linking and the restricted accounts: one server object. All that trueup knows of it, as data and pure functions.

import type { Kind } from '../../model/kind.ts';
import { ok } from '../../model/result.ts';
import { decodeLinking } from './decode.ts';
import { exporter } from './export.ts';
import { history } from './history.ts';
import { listing, observe, rules } from './observe.ts';
import { operations } from './operations.ts';
import { readSections } from './prepare.ts';
import { probe } from './probe.ts';
import { resource } from './resource.ts';
import { sections } from './schema.ts';

export const kind: Kind = {
  name: 'account_linking',
  sections,
  resource,
  files: () => [],
  prepare: (input) => {
    const desired = readSections(input);
    return {
      diagnostics: [],
      observe: (memory) => observe(desired, memory),
    };
  },
  listing,
  readOne: null,
  decode: (raw) => {
    const live = decodeLinking(raw);
    return live.ok ? ok({ key: '', live: live.value, context: live.value }) : live;
  },
  rules,
  presence: () => ({ relation: 'unknown', because: 'the settings are not shown' }),
  operations,
  probe,
  history,
  exporter,
};
