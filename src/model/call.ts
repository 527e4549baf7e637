// An API call as data: what a plan holds, what the reader and the writer are given. Never a token, never a host.

import type { Place } from './failure.ts';
import type { Json } from './json.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Servers beside Identity360 that a request may be meant for. */
export type Service = 'admanager';

/**
 * Path below the API root (below the host for a `service`), starting with `/`, its segments already encoded; query values
 * unencoded. A service's body is sent as a form: texts as they are, anything else as JSON text.
 */
export interface ApiRequest {
  /** Absent: Identity360. */
  readonly service?: Service;
  readonly method: Method;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | null;
}

/** An answer that arrived whole: any status, the body decoded from JSON (null for an empty one). */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** `POST /device/approve-agent`: a call as messages name it, without its query. */
export function callName(request: Pick<ApiRequest, 'method' | 'path'>): string {
  return `${request.method} ${request.path}`;
}

/** Path and query as they go on the wire, below the API root. */
export function urlOf(request: Pick<ApiRequest, 'path' | 'query'>): string {
  const pairs = Object.entries(request.query).map(
    ([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`,
  );
  return pairs.length === 0 ? request.path : `${request.path}?${pairs.join('&')}`;
}

/** How a collection is paged. `object`: one answer, no paging. `cursor` and `offset`: `{data, meta}`. */
export type Paging = 'object' | 'cursor' | 'offset';

/** One thing to read to know the live state. */
export interface Read {
  readonly request: ApiRequest;
  readonly paging: Paging;
  /** A 404 means no rows: the thing may be gone. */
  readonly optional?: true;
  /** Whose selection it carries: where the server does not take it (400), the file is wrong at this place. */
  readonly about?: { readonly what: string; readonly where: Place };
}
