// The live settings as desired sections that plan to nothing.

import type { State } from '../../model/change.ts';
import type { ExportedSection, Exporter } from '../../model/kind.ts';
import { ok } from '../../model/result.ts';
import { decodeLinking } from './decode.ts';
import { namesField, namesIn, rules } from './observe.ts';

export function exporter(): Exporter {
  let live: State = {};
  return {
    row: (raw) => {
      const decoded = decodeLinking(raw);
      if (!decoded.ok) return decoded;
      live = decoded.value;
      return ok(undefined);
    },
    finish: () => sectionsOf(live),
  };
}

function sectionsOf(live: State): ExportedSection[] {
  const settings = Object.fromEntries(
    Object.keys(rules).flatMap((key) =>
      key !== namesField && live[key] !== undefined ? [[key, live[key]]] : [],
    ),
  );
  const comments = new Map([['', 'sync is left out: sync-now runs only where sync: on_change asks for it.']]);
  const names = {
    section: 'restricted_accounts',
    value: { mode: 'exact', names: namesIn(live) },
    comments: new Map([
      ['/mode', 'exact: no other names. at_least tolerates names that are added elsewhere.'],
    ]),
  };
  return [
    { section: 'account_linking', value: settings, comments },
    ...(live[namesField] === undefined ? [] : [names]),
  ];
}
