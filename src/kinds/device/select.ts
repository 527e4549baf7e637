// Device sets as planning needs them: filters compiled, ids and serial numbers in maps, inventories read in.
// Every mistake is a diagnostic at its place; a set with a mistake selects nothing.

import { type Source, type State, sourceOf } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import { invalidFilter } from '../../model/invalid-filter.ts';
import { isObject } from '../../model/json.ts';
import type { PrepareInput, Section, Sections } from '../../model/kind.ts';
import { nfc } from '../../model/nfc.ts';
import { attributesOf, parseFilter } from '../../scim/parse.ts';
import { attributes } from './attributes.ts';
import { deviceTest } from './filter.ts';

export interface DeviceSet {
  readonly name: string;
  readonly wanted: State | null;
  /** Null where the agent is to be removed. */
  readonly agent: string | undefined;
  readonly matches: ((row: Readonly<Record<string, unknown>>) => boolean) | undefined;
  /** Wanted ids, each with the place that names it. */
  readonly ids: ReadonlyMap<string, Place>;
  /** Wanted serial numbers, by `serialKey`. */
  readonly serials: ReadonlyMap<string, Serial>;
  readonly place: Place;
  readonly source: Source | null;
  readonly acknowledge: string | undefined;
}

/** A serial number as it was written: messages show that, however it is compared. */
export interface Serial {
  readonly text: string;
  readonly place: Place;
}

export type Unlisted = 'ignore' | 'report' | 'deny';

export interface Desired {
  readonly sets: readonly DeviceSet[];
  readonly unlisted: Unlisted;
  readonly unlistedSource: Source | null;
}

interface RawSet {
  readonly agent?: string;
  readonly access?: string;
  readonly acknowledge?: string;
  readonly select: { filter?: string; ids?: string[]; serial_numbers?: string[]; file?: string };
}

/** The sets of a valid device_sets section. */
export function rawSets(sections: Sections): readonly (readonly [string, RawSet])[] {
  const section = sections['device_sets'];
  // The section is valid against its schema, which has exactly this shape.
  return section && isObject(section.value)
    ? (Object.entries(section.value) as unknown as [string, RawSet][])
    : [];
}

const pointer = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Files that the sets name, with the place of each name. */
export function files(sections: Sections): readonly { readonly name: string; readonly place: Place }[] {
  const section = sections['device_sets'];
  return rawSets(sections).flatMap(([name, { select }]) =>
    section && select.file !== undefined
      ? [{ name: select.file, place: section.place(pointer(name, 'select', 'file')) }]
      : [],
  );
}

/** The desired sets, and every mistake in them. */
export function readSets(input: PrepareInput): {
  readonly desired: Desired;
  readonly diagnostics: readonly Diagnostic[];
} {
  const section = input.sections['device_sets'];
  const diagnostics: Diagnostic[] = [];
  const sets = section
    ? rawSets(input.sections).map(([name, raw]) => setOf(name, raw, section, input, diagnostics))
    : [];
  const rule = input.sections['unlisted_devices'];
  // Valid against its schema: one of the three words.
  const unlisted = (rule?.value ?? 'report') as Unlisted;
  return { desired: { sets, unlisted, unlistedSource: rule ? sourceOf(rule.place('')) : null }, diagnostics };
}

function setOf(
  name: string,
  raw: RawSet,
  section: Section,
  input: PrepareInput,
  diagnostics: Diagnostic[],
): DeviceSet {
  const { agent, access, acknowledge, select } = raw;
  const listed = (key: 'ids' | 'serial_numbers'): [string, Place][] =>
    (select[key] ?? []).map((text, i) => [text, section.place(pointer(name, 'select', key, i))]);
  const rows = select.file === undefined ? [] : (input.inventories.get(select.file)?.rows ?? []);
  // An inventory row that has both is meant by its id: ids are unique, serial numbers need not be.
  const idRows = rows.flatMap(({ values, place }) => entry(values['id'], place));
  const serialRows = rows.flatMap(({ values, place }) =>
    values['id'] ? [] : entry(values['serial_number'], place),
  );
  const serials = [...listed('serial_numbers'), ...serialRows];
  const place = section.place(pointer(name));
  return {
    name,
    agent,
    wanted: agent === 'removed' ? null : { ...(agent && { agent }), ...(access && { access }) },
    matches: select.filter === undefined ? undefined : filterOf(name, select.filter, section, diagnostics),
    ids: new Map([...listed('ids'), ...idRows]),
    serials: new Map(serials.map(([text, at]) => [serialKey(text), { text, place: at }])),
    place,
    source: sourceOf(place),
    acknowledge,
  };
}

const entry = (value: string | undefined, place: Place): [string, Place][] => (value ? [[value, place]] : []);

/** Serial numbers are compared without case and outer white space, and composed. */
export const serialKey = (serial: string): string => nfc(serial.trim().toLowerCase());

function filterOf(
  set: string,
  text: string,
  section: Section,
  diagnostics: Diagnostic[],
): DeviceSet['matches'] {
  const at = pointer(set, 'select', 'filter');
  const parsed = parseFilter(text);
  if (!parsed.ok) {
    const words = invalidFilter(`the filter of device set "${set}"`, text, parsed.error);
    diagnostics.push({ ...words, severity: 'error', where: section.place(at, parsed.error.position) });
    return () => false;
  }
  const unknown = attributesOf(parsed.value).filter((name) => !attributes.has(name.toLowerCase()));
  if (unknown.length === 0) return deviceTest(parsed.value);
  diagnostics.push({
    code: 'config.unknown-attribute',
    severity: 'error',
    summary: `the filter of device set "${set}" names ${unknown.map((name) => `"${name}"`).join(', ')}, which devices do not have`,
    why: 'a filter over an attribute that does not exist would select no device, or with not, every one',
    next: `use one of: ${[...attributes].sort().join(', ')}`,
    where: section.place(at, text.toLowerCase().indexOf((unknown[0] ?? '').toLowerCase())),
  });
  return () => false;
}
