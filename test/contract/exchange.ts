// A request as it was sent, its answer, and the parts of both as a judge reads them.

import type { Json } from '../../src/model/json.ts';

export type Headers = Readonly<Record<string, string>>;

export interface Exchange {
  readonly method: string;
  /** Path and query as sent: `/api/v1/devices?limit=2`. */
  readonly target: string;
  readonly sent: { readonly headers: Headers; readonly body: string };
  /** Null: the connection broke before it was whole. */
  readonly answer: Answer | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const root = '/api/v1';

/** The path, below the API's root where it lies there. */
export function placeOf({ target }: Exchange): { readonly path: string; readonly isBelowRoot: boolean } {
  const path = target.replace(/\?.*$/s, '');
  const isBelowRoot = path.startsWith(`${root}/`);
  return { path: isBelowRoot ? path.slice(root.length) : path, isBelowRoot };
}

/** A parameter that comes more than once is an array. */
export function queryOf({ target }: Exchange): Record<string, string | string[]> {
  const [, query = ''] = target.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [first = '', ...more] = parameters.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

/** The media type without its parameters; empty: none is said. */
export const typeOf = (headers: Headers): string =>
  (headers['content-type'] ?? '').replace(/;.*$/s, '').trim();

/** Throws where the text is no JSON; JSON.parse gives nothing else. */
export const parsed = (text: string): Json => JSON.parse(text) as Json;
