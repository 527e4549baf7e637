// View columns of management actions (management-actions page): an ordered list of names for each action and app
// configuration. The API does not list app configurations, so there is nothing to export.

import { keyOf } from '../../model/address.ts';
import type { ApiRequest } from '../../model/call.ts';
import { isObject, sameJson } from '../../model/json.ts';
import type { Decoded, FieldRule, Kind, Observer, Operation } from '../../model/kind.ts';
import { actionRequest } from '../../model/management.ts';
import { err, ok } from '../../model/result.ts';
import { type Desired, keyOfView, readViews } from './prepare.ts';
import { resource } from './resource.ts';
import { sections } from './schema.ts';

const path = '/view-columns';

function requestOf(method: 'GET' | 'PUT', key: string, columns: readonly string[] | null): ApiRequest {
  const [action = '', appConfig = ''] = key.split('/');
  return actionRequest(method, action, path, { app_config_id: appConfig }, columns);
}

function columnsIn(raw: unknown): Decoded<readonly string[]> {
  const data = isObject(raw) ? raw['data'] : undefined;
  return Array.isArray(data) && data.every((name) => typeof name === 'string')
    ? ok(data)
    : err({ field: 'data', expected: 'an array of column names' });
}

function observe({ views }: Desired): Observer {
  return {
    reads: views.map((view) => ({ request: requestOf('GET', keyOfView(view), null), paging: 'object' })),
    row: (raw, i) => {
      const columns = columnsIn(raw);
      const view = views[i];
      if (!columns.ok || view === undefined) return columns.ok ? ok(undefined) : columns;
      return ok({
        key: keyOfView(view),
        live: { columns: columns.value },
        wanted: { columns: view.columns },
        group: 'view_columns',
        why: 'view_columns',
        source: view.source,
        name: `columns of ${view.action}`,
      });
    },
    finish: () => ({ subjects: [], unlisted: [], diagnostics: [] }),
  };
}

/** Order counts: it is the order on the screen. */
const columns: FieldRule = {
  relate: (wanted, live) => (sameJson(wanted, live) ? 'same' : 'differs'),
  because: () => '',
};

const put: Operation = {
  id: 'put',
  phase: 15,
  repeatable: true,
  max: 1,
  after: [],
  fields: null,
  applies: ({ after }) => after !== null,
  request: ([change]) => {
    const wanted = change?.after?.['columns'];
    const names = Array.isArray(wanted) ? wanted.map(String) : [];
    return requestOf('PUT', change === undefined ? '' : keyOf(change.address), names);
  },
  hazards: () => [],
  outcomes: (changes, { body }) => {
    const shown = columnsIn(body);
    return shown.ok ? ok(new Map(changes.map(({ address }) => [address, ok(true as const)]))) : shown;
  },
};

export const kind: Kind = {
  name: 'view_columns',
  sections,
  resource,
  files: () => [],
  prepare: (input) => {
    const desired = readViews(input);
    return { diagnostics: desired.diagnostics, observe: () => observe(desired) };
  },
  listing: null,
  readOne: (key) => requestOf('GET', key, null),
  decode: (raw, key = '') => {
    const live = columnsIn(raw);
    return live.ok ? ok({ key, live: { columns: live.value }, context: {} }) : live;
  },
  rules: { columns },
  presence: () => ({ relation: 'unknown', because: 'the view is not shown' }),
  operations: [put],
  probe: null,
  exporter: null,
};
