// ledger.json: what is remembered, on disk. Objects are grouped by state (`{kind, state, keys}`, one group a line), so a
// million agreed devices load as one list of keys. A file that is damaged, newer or another tenant's is never written.

import { join } from 'node:path';
import type { State } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { canonical, isObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isStoredGroup, isTexts, type StoredGroup, versionOf } from './check.ts';
import { guarded, readIfThere, replaceFile } from './disk.ts';
import { corrupt, ledgerName, newer, otherTenant, unreadable, unwritable } from './failures.ts';
import { type Applied, nothing, type Remembered } from './state.ts';
import { decodeJson, decodeText } from './text.ts';

const formatName = 'trueup.ledger';
const format = `${formatName}/1`;

/** Whose ledger it is; `base_url` decides. */
export interface Belonging {
  readonly tenant: string;
  readonly baseUrl: string;
}

/** Sorted, so that equal memories are equal files. */
function groupsOf(applied: Applied): readonly StoredGroup[] {
  const groups = new Map<string, { kind: string; state: State; keys: string[] }>();
  for (const [kind, objects] of applied) {
    // Most objects share a few states.
    const own = new Map<State, string[]>();
    for (const [key, state] of objects) {
      const keys = own.get(state);
      if (keys) keys.push(key);
      else own.set(state, [key]);
    }
    for (const [state, keys] of own) {
      const text = `${kind} ${canonical(state)}`;
      const group = groups.get(text);
      if (group === undefined) groups.set(text, { kind, state, keys });
      else for (const key of keys) group.keys.push(key);
    }
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ ...group, keys: group.keys.sort() }));
}

export function encode(
  { applied, owed, inDoubt, tried }: Remembered,
  { tenant, baseUrl }: Belonging,
): string {
  const trials = groupsOf(tried);
  const doubts = { in_doubt: [...inDoubt].sort(), ...(trials.length > 0 && { tried: trials }) };
  const head = { format, tenant, base_url: baseUrl, owed: [...owed].sort(), ...doubts };
  const lines = groupsOf(applied).map((group) => JSON.stringify(group));
  return `${JSON.stringify(head).slice(0, -1)},"applied":[\n${lines.join(',\n')}\n]}\n`;
}

/** The applied states by kind and key; null where a key stands twice, as after a careless merge. */
function ungroup(groups: readonly StoredGroup[]): Applied | null {
  const applied = new Map<string, Map<string, State>>();
  let keysSeen = 0;
  for (const { kind, state, keys } of groups) {
    const objects = applied.get(kind) ?? new Map<string, State>();
    applied.set(kind, objects);
    for (const key of keys) objects.set(key, state);
    keysSeen += keys.length;
  }
  const distinct = [...applied.values()].reduce((sum, { size }) => sum + size, 0);
  return distinct === keysSeen ? applied : null;
}

function rememberedIn(json: Readonly<Record<string, unknown>>): Result<Remembered, string> {
  const { owed, in_doubt: inDoubt, tried: trials = [], applied: groups } = json;
  if (!isTexts(owed) || !isTexts(inDoubt)) return err('owed and in_doubt must be lists of addresses');
  if (!Array.isArray(groups) || !groups.every(isStoredGroup))
    return err('applied must be a list of {kind, state, keys}');
  if (!Array.isArray(trials) || !trials.every(isStoredGroup))
    return err('tried must be a list of {kind, state, keys}');
  const [applied, tried] = [ungroup(groups), ungroup(trials)];
  if (applied === null || tried === null) return err('a key stands twice in applied or in tried');
  return ok({ applied, owed: new Set(owed), inDoubt: new Set(inDoubt), tried });
}

export function decode(path: string, bytes: Uint8Array, { baseUrl }: Belonging): Result<Remembered> {
  const damaged = (what: string): Result<never, Failure> => err(corrupt(path, what));
  const text = decodeText(bytes);
  if (!text.ok) return damaged(text.error);
  const json = decodeJson(text.value);
  if (!json.ok) return damaged(json.error);
  if (!isObject(json.value)) return damaged('it is not a JSON object');
  const version = versionOf(json.value['format'], formatName);
  if (version === null) return damaged(`its format is not ${format}`);
  if (version > 1) return err(newer(path, `${formatName}/${version}`, format));
  const { base_url: found } = json.value;
  if (typeof found !== 'string') return damaged('base_url must be a text');
  if (found !== baseUrl) return err(otherTenant(path, found, baseUrl));
  const remembered = rememberedIn(json.value);
  return remembered.ok ? remembered : damaged(remembered.error);
}

/** What ledger.json remembers; nothing where there is none. */
export function readStore(folder: string, belonging: Belonging): Promise<Result<Remembered>> {
  const path = join(folder, ledgerName);
  const read = async (): Promise<Result<Remembered>> => {
    const bytes = await readIfThere(path);
    return bytes === null ? ok(nothing) : decode(path, bytes, belonging);
  };
  return guarded(read, (cause) => unreadable(path, cause));
}

/** Replaces ledger.json. Only after `readStore` succeeded: that is what keeps a damaged one from being overwritten. */
export function writeStore(
  folder: string,
  text: string,
  random: () => number,
  soFar: string,
): Promise<Result<true>> {
  const write = async (): Promise<Result<true>> => {
    await replaceFile(folder, ledgerName, text, random);
    return ok(true);
  };
  return guarded(write, (cause) => unwritable(join(folder, ledgerName), cause, soFar));
}
