// What the files want of account linking: settings, restricted names, sync. Both sections are one server object.

import { type Source, type State, sourceOf } from '../../model/change.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { PrepareInput } from '../../model/kind.ts';

export interface Desired {
  /** Managed fields but the restricted names; empty where the section is absent. */
  readonly settings: State;
  readonly names: { readonly mode: 'exact' | 'at_least'; readonly list: readonly string[] } | null;
  readonly sync: boolean;
  readonly acknowledge: string | undefined;
  /** The sections that are there, in words. */
  readonly why: string;
  readonly source: Source | null;
  readonly syncSource: Source | null;
}

export function readSections({ sections }: PrepareInput): Desired {
  const [linking, restricted] = [sections['account_linking'], sections['restricted_accounts']];
  const { sync, acknowledge, ...settings } = objectOf(linking?.value);
  const names = objectOf(restricted?.value);
  return {
    settings,
    names: restricted
      ? { mode: names['mode'] === 'at_least' ? 'at_least' : 'exact', list: stringsOf(names['names']) }
      : null,
    sync: sync === 'on_change',
    acknowledge: typeof acknowledge === 'string' ? acknowledge : undefined,
    why: ['account_linking', 'restricted_accounts'].filter((name) => name in sections).join(' and '),
    source: sourceOf((linking ?? restricted)?.place('') ?? {}),
    syncSource: sourceOf(linking?.place('/sync') ?? {}),
  };
}

function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  // A section that is valid against its schema is an object of JSON values.
  return isObject(value) ? (value as Readonly<Record<string, Json>>) : {};
}

const stringsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
