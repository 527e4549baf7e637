// What the files want of user actions: whom each is for, with which template, and what it takes to run it. An action
// that deletes users without being allowed to is an error at its line.

import { createHash } from 'node:crypto';
import { type Source, sourceOf } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import { invalidFilter } from '../../model/invalid-filter.ts';
import { canonical, isObject, type JsonObject } from '../../model/json.ts';
import type { PrepareInput, Section } from '../../model/kind.ts';
import { actionIdOf, isRemoving } from '../../model/management.ts';
import type { Filter } from '../../scim/filter.ts';
import { parseFilter } from '../../scim/parse.ts';
import { roundedNumbers } from './numbers.ts';

/** What is sent to run an action. */
export interface Task {
  readonly action: string;
  readonly app_config_id: string;
  readonly template: JsonObject;
  /** Of the three above: each user runs once for each digest. */
  readonly digest: string;
  /** Another part of the plan runs the same action for some of the users. */
  readonly shared?: true;
}

export interface Ou {
  readonly selected_ids: readonly string[];
  readonly deselected_ids?: readonly string[];
  readonly exclude_child_ous?: boolean;
}

export interface Wanted {
  readonly name: string;
  readonly task: Task;
  readonly forward: Task | null;
  readonly filter: { readonly text: string; readonly parsed: Filter } | null;
  readonly ou: Ou | null;
  /** Ids of users, each with the place that names it. */
  readonly users: ReadonlyMap<string, Place>;
  readonly retries: number;
  readonly acknowledge: string | undefined;
  readonly place: Place;
  readonly source: Source | null;
}

interface Raw {
  readonly action: string;
  readonly app_config_id: string;
  readonly template: JsonObject;
  readonly select: { readonly filter?: string; readonly ou?: Ou; readonly user_ids?: readonly string[] };
  readonly retries?: number;
  readonly forward_to?: string | RawForward;
  readonly allow_removal?: boolean;
  readonly acknowledge?: string;
}

interface RawForward {
  readonly action: string;
  readonly app_config_id?: string;
  readonly template?: JsonObject;
}

export interface Desired {
  readonly actions: readonly Wanted[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readActions({ sections }: PrepareInput): Desired {
  const section = sections['user_actions'];
  if (section === undefined || !isObject(section.value)) return { actions: [], diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  // A section that is valid against its schema has exactly this shape.
  const raw = Object.entries(section.value) as unknown as readonly (readonly [string, Raw])[];
  const actions = raw.map(([name, one]) => wantedOf(name, one, section, diagnostics));
  return { actions, diagnostics };
}

function wantedOf(name: string, raw: Raw, section: Section, diagnostics: Diagnostic[]): Wanted {
  const { select, retries = 0, acknowledge } = raw;
  const place = section.place(`/${name}`);
  const task = taskOf(raw);
  const forward = raw.forward_to === undefined ? null : forwardOf(raw, raw.forward_to);
  for (const { action } of [task, ...(forward ? [forward] : [])])
    if (isRemoving(action) && raw.allow_removal !== true)
      diagnostics.push(removalNotAllowed(name, action, section.place(`/${name}/action`)));
  if (forward?.digest === task.digest)
    diagnostics.push(forwardsToItself(name, task.action, section.place(`/${name}/forward_to`)));
  for (const [at, { template }] of templatesIn(raw))
    diagnostics.push(...roundedNumbers(name, template?.['data'], `/${name}${at}/template/data`, section));
  return {
    name,
    task,
    forward,
    filter: filterOf(name, select.filter, section, diagnostics),
    ou: select.ou ?? null,
    users: new Map(
      (select.user_ids ?? []).map((id, i) => [id, section.place(`/${name}/select/user_ids/${i}`)]),
    ),
    retries,
    acknowledge,
    place,
    source: sourceOf(place),
  };
}

/** What holds a template, by its pointer in the section. */
const templatesIn = (raw: Raw): readonly (readonly [string, { readonly template?: JsonObject }])[] => [
  ['', raw],
  ...(typeof raw.forward_to === 'object' ? [['/forward_to', raw.forward_to] as const] : []),
];

/** The task with its digest; the action's id as URLs have it. */
export function taskOf(raw: Pick<Raw, 'action' | 'app_config_id' | 'template'>): Task {
  const { app_config_id } = raw;
  const action = actionIdOf(raw.action);
  const template = { id: raw.template['id'] ?? '', data: raw.template['data'] ?? [] };
  const text = canonical({ action, app_config_id, template });
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { action, app_config_id, template, digest };
}

function forwardOf(first: Raw, to: string | RawForward): Task {
  const given = typeof to === 'string' ? { action: to } : to;
  return taskOf({ app_config_id: first.app_config_id, template: first.template, ...given });
}

function filterOf(
  name: string,
  text: string | undefined,
  section: Section,
  diagnostics: Diagnostic[],
): Wanted['filter'] {
  if (text === undefined) return null;
  const parsed = parseFilter(text);
  if (parsed.ok) return { text, parsed: parsed.value };
  const where = section.place(`/${name}/select/filter`, parsed.error.position);
  const words = invalidFilter(`the filter of user action "${name}"`, text, parsed.error);
  diagnostics.push({ ...words, severity: 'error', where });
  return null;
}

const forwardsToItself = (name: string, action: string, where: Place): Diagnostic => ({
  code: 'user-action.forwards-to-itself',
  severity: 'error',
  summary: `user action "${name}" forwards to itself (${action})`,
  why: 'both have the same action, app configuration and template, and each user runs once for these',
  next: 'take forward_to out, or give it another action or template',
  where,
});

const removalNotAllowed = (name: string, action: string, where: Place): Diagnostic => ({
  code: 'user-action.removal-not-allowed',
  severity: 'error',
  summary: `user action "${name}" would delete users (${action}), and nothing allows it`,
  why: 'an action that deletes users must say so twice',
  next: 'where it is meant, add allow_removal: true and acknowledge: "the reason"',
  where,
});
