// Servers beside Identity360, on the same port below the host: they have a token of their own among the parameters,
// which come in the query or as a form, and handlers never see it.

import type { ServerPart } from '../model/server.ts';
import { type Outgoing, replyText } from './api.ts';
import { type CallStage, callOf } from './call.ts';
import { createRouter } from './routes.ts';

export interface Services {
  /** True where the path is one of theirs. */
  readonly owns: (path: string) => boolean;
  readonly answer: (incoming: {
    readonly method: string;
    /** From `/` on. */
    readonly path: string;
    /** Of the query and of a form; the query goes first. */
    readonly parameters: Readonly<Record<string, string>>;
  }) => Outgoing;
}

export const tokenParameter = 'AuthToken';

export function createServices(parts: readonly ServerPart[], stage: CallStage): Services {
  const routes = parts.flatMap((part) => part.routes).filter(({ service }) => service !== undefined);
  const router = createRouter(routes);
  return {
    owns: (path) => routes.some((route) => route.path === path),
    answer: ({ method, path, parameters }) => {
      const { settings } = stage;
      const match = router(method, path);
      if (!match.ok) return replyText(match.error, settings());
      const { route, params } = match.value;
      if (!('handle' in route))
        return replyText({ problem: 'no-endpoint', detail: 'There is no such list.' }, settings());
      const { [tokenParameter]: token = '', ...query } = parameters;
      const { admanagerToken } = settings();
      const isSignedIn = admanagerToken === null ? token !== '' : token === admanagerToken;
      return replyText(
        route.handle(callOf({ params, query, body: undefined, isSignedIn }, stage)),
        settings(),
      );
    },
  };
}
