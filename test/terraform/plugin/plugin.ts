// The echo provider as a process, started as Terraform starts it, and a gRPC client to it.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import protobuf from 'protobufjs/light.js';
import { type Certificate, createCertificate } from '../../../src/terraform/plugin/certificate.ts';
import { descriptor } from '../../../src/terraform/plugin/descriptor.ts';
import { bundle } from '../../bench/terraform-floor/build.mjs';

export const room = mkdtempSync(join(tmpdir(), 'plugin-test-'));
export const echo = join(room, 'terraform-provider-echo');
await bundle(join(import.meta.dirname, 'echo-provider.ts'), echo);
// Several files share it in one worker.
process.once('exit', () => rmSync(room, { recursive: true, force: true }));

export const cookie = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

export interface Plugin {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The folder for its temporary files, which nobody else uses. */
  readonly temp: string;
  readonly out: () => string;
  readonly err: () => string;
  readonly trace: () => string;
  /** The first line of stdout. */
  readonly line: Promise<string>;
  /** The exit code, or the signal. */
  readonly ended: Promise<number | string>;
}

let count = 0;

export function start(env: Readonly<Record<string, string>>, command: readonly string[] = [echo]): Plugin {
  const temp = join(room, String(++count));
  mkdirSync(temp);
  const traced = join(temp, 'trace');
  const [file = echo, ...args] = command;
  const child = spawn(file, args, {
    env: { PATH: process.env['PATH'], TMPDIR: temp, ECHO_TRACE: traced, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code, signal]): number | string => code ?? signal);
  const line = Promise.race([once(child.stdout, 'data'), ended]).then(() => out.split('\n')[0] ?? '');
  const trace = (): string => (existsSync(traced) ? readFileSync(traced, 'utf8') : '');
  return { child, temp, out: () => out, err: () => err, trace, line, ended };
}

export const me: Certificate = createCertificate(new Date());

/** As Terraform starts it; the command may be one that starts it. */
export const startFor = (
  client: Certificate,
  env: Readonly<Record<string, string>> = {},
  command?: readonly string[],
): Plugin => {
  const greeting = { TF_PLUGIN_MAGIC_COOKIE: cookie, PLUGIN_PROTOCOL_VERSIONS: '5,6' };
  return start({ ...greeting, PLUGIN_CLIENT_CERT: client.certificate, ...env }, command);
};

/** The folders of sockets that are there. */
export const sockets = (temp: string): string[] =>
  readdirSync(temp).filter((name) => name.startsWith('echo-'));

// biome-ignore lint/suspicious/noExplicitAny: whatever the response has; the tests say what that is
export type Call = (rpc: string, request?: object) => Promise<any>;

export interface Connection {
  readonly call: Call;
  /** The response to an empty request as it came. */
  readonly bytes: (rpc: string) => Promise<Buffer>;
  readonly close: () => void;
}

const root = protobuf.Root.fromJSON(descriptor);

/** Connects as the holder of this key, and expects the certificate of the line. */
export function connect(line: string, { certificate, key }: Certificate = me): Connection {
  const [, , network, path, , base64 = ''] = line.split('|');
  const server = new X509Certificate(Buffer.from(base64, 'base64')).toString();
  const tls = credentials.createSsl(Buffer.from(server), Buffer.from(key), Buffer.from(certificate));
  const client = new Client(`${network}:${path}`, tls, {
    'grpc.ssl_target_name_override': 'localhost',
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  const send = (service: string, bytes: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const same = (buffer: Buffer): Buffer => buffer;
      client.makeUnaryRequest(service, same, same, Buffer.from(bytes), (error, response) =>
        error ? reject(error) : resolve(response ?? Buffer.alloc(0)),
      );
    });
  const call: Call = async (rpc, request = {}) => {
    if (rpc === 'Shutdown') return send('/plugin.GRPCController/Shutdown', new Uint8Array());
    if (root.lookup(rpc) === null) return send(`/tfplugin6.Provider/${rpc}`, new Uint8Array());
    const [asked, answered] = [root.lookupType(`${rpc}.Request`), root.lookupType(`${rpc}.Response`)];
    const bytes = await send(`/tfplugin6.Provider/${rpc}`, asked.encode(request).finish());
    return answered.toObject(answered.decode(bytes), { longs: Number });
  };
  const bytes = (rpc: string) => send(`/tfplugin6.Provider/${rpc}`, new Uint8Array());
  return { call, bytes, close: () => client.close() };
}

/** Resolves when it holds; the time limit of the test ends the wait. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(20);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
