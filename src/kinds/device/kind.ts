// Devices: agent approval, access, removal. All that trueup knows of them (devices page), as data and pure functions.

import type { Kind } from '../../model/kind.ts';
import { ok } from '../../model/result.ts';
import { decodeDevice, withJoinType } from './decode.ts';
import { exporter } from './export.ts';
import { listing, observe } from './observe.ts';
import { operations } from './operations.ts';
import { probe } from './probe.ts';
import { resource } from './resource.ts';
import { presence, rules } from './rules.ts';
import { sections } from './schema.ts';
import { files, readSets } from './select.ts';

const none = {};

export const kind: Kind = {
  name: 'device',
  sections,
  resource,
  files,
  prepare: (input) => {
    const { desired, diagnostics } = readSets(input);
    return { diagnostics, observe: (memory) => observe(desired, memory) };
  },
  listing,
  readOne: (key) => ({ method: 'GET', path: `/devices/${encodeURIComponent(key)}`, query: {}, body: null }),
  decode: (raw) => {
    const device = decodeDevice(raw);
    return device.ok
      ? ok({ key: device.value.id, live: withJoinType(device.value, raw), context: none })
      : device;
  },
  rules,
  presence,
  operations,
  probe,
  exporter,
};
