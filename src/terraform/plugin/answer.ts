// One RPC, from its request to its response. Whatever a handler does, Terraform gets a response: a broken connection
// says nothing to the person who waits for it. All words are redacted; where a cause lies stands in the log.

import type { Failure } from '../../model/failure.ts';
import { Refusal } from '../value/refusal.ts';
import type { Codec } from './codec.ts';
import type { Context } from './handlers.ts';
import { type Diagnostic, severities, type Told } from './messages.ts';

type Redact = (text: string) => string;

export interface Rpc {
  readonly name: string;
  readonly codec: Codec;
  readonly handle: (request: object) => Promise<Told>;
}

/** The bytes of the handler's response, or of one that has nothing but the diagnostic. */
export async function answer(
  { name, codec, handle }: Rpc,
  bytes: Uint8Array,
  { log }: Context,
  redact: Redact,
): Promise<Buffer> {
  const started = performance.now();
  const took = (): number => Math.round(performance.now() - started);
  log.trace('request', { rpc: name, bytes: bytes.length });
  try {
    const response = codec.writeResponse(clean(await handle(codec.readRequest(bytes)), redact));
    log.debug('answered', { rpc: name, ms: took(), bytes: response.length });
    return response;
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new TypeError(String(error));
    log.error('failed', { rpc: name, ms: took(), cause: message });
    log.debug('stack', { rpc: name, stack });
    const diagnostic = error instanceof Refusal ? refused(error) : bug(name, message);
    return codec.writeResponse(clean({ diagnostics: [diagnostic] }, redact));
  }
}

function clean(response: Told, redact: Redact): Told {
  if (response.diagnostics === undefined) return response;
  const diagnostics = response.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    summary: redact(diagnostic.summary),
    detail: redact(diagnostic.detail ?? ''),
  }));
  return { ...response, diagnostics };
}

function refused({ failure, path }: Refusal): Diagnostic {
  return {
    severity: severities.error,
    summary: failure.summary,
    detail: detailOf(failure),
    attribute: { steps: path.map((attribute_name) => ({ attribute_name })) },
  };
}

const detailOf = ({ why, next }: Failure): string => `${why}\n\n${next}`;

function bug(name: string, message: string): Diagnostic {
  return {
    severity: severities.error,
    summary: 'This is a bug of the provider',
    detail:
      `${name} failed: ${message.replace(/\s+/g, ' ').trim()}\n\nNothing in the configuration is to blame. Run the ` +
      'same command again with TF_LOG_PROVIDER=debug and report what it writes; it contains no secrets.',
  };
}
