// Words for calls that got no whole answer.

import type { Broken } from './exchange.ts';
import type { Words } from './failures.ts';

type Texts = Pick<Words, 'code' | 'next'> & { readonly what: string };

const network = 'check the network and run it again';

const texts: Readonly<Record<Broken['cause'], Texts>> = {
  unreachable: {
    code: 'api.unreachable',
    what: 'did not reach',
    next: 'check the base URL, the network, and the proxy variables (HTTPS_PROXY, NO_PROXY)',
  },
  certificate: {
    code: 'api.certificate',
    what: 'was not sent to',
    next: 'if your own proxy or host signs this certificate, name its authority in NODE_EXTRA_CA_CERTS',
  },
  proxy: {
    code: 'api.proxy-refused',
    what: 'was not let through to',
    next: 'check the user and password in HTTPS_PROXY, and that the proxy allows this host',
  },
  reset: { code: 'api.connection-lost', what: 'got no whole answer from', next: network },
  timeout: { code: 'api.timeout', what: 'got no answer in time from', next: network },
  'too-large': {
    code: 'api.too-large',
    what: 'got more than can be taken from',
    next: 'check the base URL, and that no proxy answers in its place',
  },
};

interface Sent {
  readonly call: string;
  readonly attempts: number;
  readonly host: string;
}

/** What a broken call means and what to do; no server's word is in it. */
export function broken({ call, attempts, host }: Sent, { cause, detail }: Broken): Words {
  const { code, what, next } = texts[cause];
  const tries = attempts === 1 ? '' : `, tried ${attempts} times`;
  return { code, summary: `${call} ${what} ${host}${tries}`, why: detail, next };
}
