// The route table: from a method and a path below the API root to a route and its parameters. Data, no order:
// a literal segment goes before a parameter.

import { err, ok, type Result } from '../model/result.ts';
import type { Problem, Route } from '../model/server.ts';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route, or says why there is none: 404 for the path, 405 for the method. */
export type Router = (method: string, path: string) => Result<Match, Problem>;

export function createRouter(routes: readonly Route[]): Router {
  const patterns = routes.map((route) => ({ route, segments: route.path.split('/') }));
  return (method, path) => {
    const segments = decoded(path.split('/'));
    if (segments === null) return err({ problem: 'bad-request', detail: 'The path is not well encoded.' });
    const fitting = patterns
      .map((pattern) => ({ route: pattern.route, params: paramsOf(pattern.segments, segments) }))
      .filter((match): match is Match => match.params !== null);
    if (fitting.length === 0) return err({ problem: 'no-endpoint', detail: `There is no endpoint ${path}.` });
    const [match] = fitting
      .filter(({ route }) => route.method === method)
      .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
    return match === undefined
      ? err({ problem: 'method', detail: `${path} does not take ${method}.` })
      : ok(match);
  };
}

function decoded(segments: readonly string[]): readonly string[] | null {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return null;
  }
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== segment) return null;
    } else if (segment === '') return null;
    else params[part.slice(1)] = segment;
  }
  return params;
}
