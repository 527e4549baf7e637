// Answers on the wire, whole or spoilt by a fault.

import type { ServerResponse } from 'node:http';
import type { Outgoing } from './api.ts';

type Headers = Readonly<Record<string, string>>;

export function send(response: ServerResponse, { status, text }: Outgoing, headers: Headers = {}): void {
  const body = Buffer.from(text);
  const type = text === '' ? {} : { 'Content-Type': 'application/json;charset=UTF-8' };
  const length = status === 204 ? {} : { 'Content-Length': body.length };
  response.writeHead(status, { ...type, ...length, ...headers });
  response.end(body);
}

/** Breaks the connection with nothing sent. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Says how long the answer is, sends half of it and breaks the connection; an empty answer is not sent at all. */
export function sendTruncated(response: ServerResponse, { status, text }: Outgoing): void {
  if (text === '') {
    reset(response);
    return;
  }
  const body = Buffer.from(text);
  response.writeHead(status, {
    'Content-Type': 'application/json;charset=UTF-8',
    'Content-Length': body.length + 1,
  });
  response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
}

/** A complete answer with half of its text. */
export function sendCut(response: ServerResponse, { status, text }: Outgoing): void {
  send(response, { status, text: text.slice(0, text.length / 2) });
}

/** The page of a proxy that stands between. */
export function sendPage(response: ServerResponse, status: number): void {
  const text =
    '<html><head><title>Gateway</title></head><body><h1>The gateway has no answer</h1></body></html>';
  send(response, { status, text }, { 'Content-Type': 'text/html' });
}
