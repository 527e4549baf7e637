// What the files want of view columns: one list for each action and app configuration.

import { type Source, sourceOf } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import { isObject } from '../../model/json.ts';
import type { PrepareInput, Section } from '../../model/kind.ts';
import { actionIdOf } from '../../model/management.ts';

export interface View {
  readonly action: string;
  readonly appConfig: string;
  readonly columns: readonly string[];
  readonly place: Place;
  readonly source: Source | null;
}

export interface Desired {
  readonly views: readonly View[];
  readonly diagnostics: readonly Diagnostic[];
}

export const keyOfView = ({ action, appConfig }: Pick<View, 'action' | 'appConfig'>): string =>
  `${action}/${appConfig}`;

export function readViews({ sections }: PrepareInput): Desired {
  const section = sections['view_columns'];
  if (section === undefined || !isObject(section.value)) return { views: [], diagnostics: [] };
  const all = Object.entries(section.value).flatMap(([action, value]) => viewsOf(section, action, value));
  const views = new Map<string, View>();
  const diagnostics: Diagnostic[] = [];
  for (const view of all) {
    const first = views.get(keyOfView(view));
    if (first) diagnostics.push(twice(view, first));
    else views.set(keyOfView(view), view);
  }
  return { views: [...views.values()], diagnostics };
}

interface RawView {
  readonly app_config_id: string;
  readonly columns: readonly string[];
}

function viewsOf(section: Section, action: string, value: unknown): View[] {
  const listed = Array.isArray(value);
  // A section that is valid against its schema has exactly this shape.
  const raw = (listed ? value : [value]) as readonly RawView[];
  return raw.map(({ app_config_id, columns }, i) => {
    const place = section.place(listed ? `/${action}/${i}` : `/${action}`);
    return { action: actionIdOf(action), appConfig: app_config_id, columns, place, source: sourceOf(place) };
  });
}

const twice = ({ action, appConfig, place }: View, first: View): Diagnostic => ({
  code: 'view-columns.twice',
  severity: 'error',
  summary: `the columns of ${action} for app configuration ${appConfig} are given twice`,
  why: 'one list must win, and nothing says which',
  next: 'keep one of them',
  where: place,
  also: first.place,
});
