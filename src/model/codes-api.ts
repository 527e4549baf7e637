// Codes of calls that did not work: the network, the server's answers, signing in.

import type { Codes } from './codes.ts';

const read = ['unreadable', 'error'] as const;

export const apiCodes: Codes = {
  'api.unreachable': {
    as: read,
    when: 'The host was not reached: its name is not known, nothing listens there, it did not take the connection in time, or a proxy did not find it. The request was not sent.',
    next: 'Check the base URL, the network, and the proxy variables (`HTTPS_PROXY`, `NO_PROXY`).',
  },
  'api.certificate': {
    as: read,
    when: "The host's certificate is not trusted, so nothing was sent.",
    next: 'If your own proxy or host signs this certificate, name its authority in `NODE_EXTRA_CA_CERTS`.',
    example: 'export NODE_EXTRA_CA_CERTS=/etc/ssl/our-ca.pem',
  },
  'api.proxy-refused': {
    as: read,
    when: 'The proxy did not let the call through (an answer of 4xx from the proxy itself, such as 407).',
    next: 'Check the user and password in `HTTPS_PROXY`, and that the proxy allows this host.',
  },
  'api.bad-proxy': {
    as: ['error'],
    when: 'A proxy variable is not an http or https URL, or its user or password is not percent-encoded.',
    next: 'Correct it, or unset it.',
    example: 'export HTTPS_PROXY=http://proxy.example:3128',
  },
  'api.connection-lost': {
    as: read,
    when: 'The connection broke before the whole answer was there. What is safe to send again was tried again; what is not was not.',
    next: 'Check the network and run it again. After an apply, its report says what is in doubt.',
  },
  'api.timeout': {
    as: read,
    when: 'No whole answer came in time.',
    next: 'Check the network and run it again. After an apply, its report says what is in doubt.',
  },
  'api.too-large': {
    as: read,
    when: 'An answer was larger than any of Identity360.',
    next: 'Check that the base URL is the API root, and that no proxy answers in its place.',
  },
  'api.too-many-rows': {
    as: ['unreadable'],
    when: 'The pages of a collection do not end: they brought more rows than any tenant has (2 000 000, or 1 000 000 of one execution), or there were more than 200 000 pages.',
    next: 'Check the base URL, and whether the server gives the same rows on every page. If it does, report the call.',
  },
  'api.cut-short': {
    as: ['unreadable'],
    when: 'The pages of a collection went on coming when the wait for an execution was over, or when trueup was asked to stop.',
    next: 'Run it again; with `--wait` it takes more time.',
  },
  'api.bad-url': {
    as: ['error', 'sign_in'],
    when: 'The base URL or `ID360_ACCOUNTS_URL` cannot be used: it is not an https URL, would send the token unencrypted to another host than this one, or holds a password, a query or (accounts) a path. Of the URL, only its host is ever printed.',
    next: 'Write it like the example; plain http is for localhost only.',
    example: 'export ID360_BASE_URL=https://id360.manageengine.com/api/v1',
  },
  'api.no-credentials': {
    as: ['sign_in'],
    when: 'Environment variables that signing in needs are not set. Secrets are read from nowhere else.',
    next: 'Set `ID360_ACCESS_TOKEN`, or `ID360_CLIENT_ID`, `ID360_CLIENT_SECRET` and `ID360_REFRESH_TOKEN`; with `credentials` in `trueup.yaml`, each with that prefix.',
  },
  'api.bad-credentials': {
    as: ['sign_in'],
    when: 'A secret holds white space, a line break or another character that cannot be sent, as a copy or a file may have added.',
    next: 'Set the variable again without it.',
  },
  'api.no-admanager': {
    as: ['sign_in'],
    when: 'There are requests for ADManager Plus, and where it is, or its token, is not set. The token is read from the environment alone.',
    next: 'Set `ADMANAGER_BASE_URL` (or `admanager.base_url`, in `trueup.yaml` or in the provider block of Terraform) and `ADMANAGER_AUTH_TOKEN`; with `credentials` in `trueup.yaml`, each variable with that prefix.',
    example: 'export ADMANAGER_BASE_URL=https://admanager.example:8443',
  },
  'api.admanager-insecure': {
    as: ['error', 'sign_in'],
    when: 'The URL of ADManager Plus is plain http to another host than this one. Its token travels in each request, and would go unencrypted.',
    next: 'Give its https URL. Where the network between can be trusted, set `insecure: true` beside `base_url`.',
    example: 'admanager: { base_url: "http://admanager.lan:8080", insecure: true }',
  },
  'api.sign-in-refused': {
    as: ['sign_in'],
    when: 'The accounts host refused the refresh token: client id, secret and token do not belong together, were revoked, or belong to another data centre.',
    next: 'Check `ID360_CLIENT_ID`, `ID360_CLIENT_SECRET`, `ID360_REFRESH_TOKEN` and `ID360_ACCOUNTS_URL`.',
  },
  'api.sign-in-locked': {
    as: ['sign_in'],
    when: 'The accounts host gives out no more access tokens for now: more than ten were fetched with one refresh token in ten minutes.',
    next: 'Wait 10 minutes before the next run; each try before that makes it longer.',
  },
  'api.token-garbled': {
    as: ['sign_in', 'error'],
    when: 'The accounts host answered the sign-in with something that has no access token in it.',
    next: 'Check `ID360_ACCOUNTS_URL`, and whether a proxy answers in its place; or run it again later.',
  },
  'api.unauthorized': {
    as: ['sign_in'],
    when: 'The server answered 401: the access token is not valid, or not any more.',
    next: 'An access token ends after an hour: give a fresh `ID360_ACCESS_TOKEN`, or a client with a refresh token that still holds.',
  },
  'api.forbidden': {
    as: ['sign_in'],
    when: 'The server answered 403: the sign-in is valid, and may not make this call.',
    next: 'Give it a scope for the call: of its family the one that ends in READ, WRITE or DELETE (such as `id360.device.READ`), or ALL; and its user the right to do it.',
  },
  'api.not-found': {
    as: read,
    when: 'The server answered 404: what the call names is not there.',
    next: 'Check that it still exists, and that the base URL ends in `/api/v1`.',
  },
  'api.refused': {
    as: read,
    when: 'The server refused the call with another 4xx. Its own words stand in the message.',
    next: 'Correct what the server names, then run it again.',
  },
  'api.rate-limited': {
    as: read,
    when: 'The server went on answering 429 (too many requests) until the time of one call was over.',
    next: 'Run it again later, or lower `limits.requests_per_second`, in `trueup.yaml` or in the provider block of Terraform.',
  },
  'api.retry-later': {
    as: read,
    when: 'The server asks for a longer wait (`Retry-After`) than one call may take, or went on asking until the time of one call was over.',
    next: 'Run it again after the time that the message names.',
  },
  'api.server-error': {
    as: read,
    when: 'The server answered 5xx. What is safe to send again was tried again.',
    next: 'Wait some minutes and run it again; if it stays, ask the support of Identity360.',
  },
  'api.redirected': {
    as: read,
    when: 'The server answered with a redirect. It is not followed: the token must not go to another host than the one that was named.',
    next: 'Set the base URL to the API root itself.',
    example: 'export ID360_BASE_URL=https://id360.manageengine.com/api/v1',
  },
  'api.not-json': {
    as: read,
    when: 'A call was answered with success, but not with JSON.',
    next: 'Check the base URL, and whether a proxy or a sign-in page answers in place of Identity360.',
  },
  'api.wrong-shape': {
    as: read,
    when: 'An answer is JSON, and not what the API is documented to answer: the message names the call, the field and what was expected. Nothing is planned from an answer that is only half understood.',
    next: 'Check that the base URL is the API root of Identity360; if it is, report the call and the field.',
  },
};
