// What one attempt of one HTTP call can come to. `sent` is the word that safety rests on: where it is false, the
// server surely never saw the request.

/** An answer that arrived whole. */
export interface Arrived {
  readonly arrived: true;
  readonly status: number;
  /** The header as it came. */
  readonly retryAfter: string | null;
  readonly text: string;
}

export type BreakCause = 'unreachable' | 'certificate' | 'proxy' | 'reset' | 'timeout' | 'too-large';

/** No answer, or not a whole one. `detail` is ours: no word of it comes from a server. */
export interface Broken {
  readonly arrived: false;
  readonly sent: boolean;
  readonly cause: BreakCause;
  readonly detail: string;
}

export type Exchange = Arrived | Broken;

/** What an error of the network layer means, in words; `sent`: the request was at least begun to be written. */
export function brokenBy(error: unknown, sent: boolean): Broken {
  const { code, message } = partsOf(error);
  const broken = (cause: BreakCause, detail: string, reached = sent): Broken => ({
    arrived: false,
    sent: reached,
    cause,
    detail,
  });
  const proxy = /Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(message);
  if (proxy)
    return broken(
      /^4/.test(proxy[1] ?? '') ? 'proxy' : 'unreachable',
      `the proxy answered ${proxy[1]}`,
      false,
    );
  if (sent) return broken('reset', `the connection broke before the whole answer was there (${code})`);
  if (isCertificate(code)) return broken('certificate', `its certificate is not trusted (${code})`);
  return broken('unreachable', reasons[code] ?? `the connection failed (${code})`);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'its name could not be looked up (DNS)',
  UND_ERR_CONNECT_TIMEOUT: 'it did not take the connection in time',
};

function isCertificate(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY))/.test(code);
}

function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: 'unknown', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
