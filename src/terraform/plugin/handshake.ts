// The handshake of go-plugin: what Terraform says in the environment of a plugin that it starts, and the one line
// that it reads from the plugin's stdout. A person who starts the plugin by hand is told what to run instead.

import { err, ok, type Result } from '../../model/result.ts';

type Env = Readonly<Record<string, string | undefined>>;

const cookie = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

/** The certificate (PEM) of the one client that is let in; or what to tell the one who started the process. */
export function readGreeting(
  env: Env,
  instead: string,
): Result<{ readonly clientCertificate: string }, string> {
  if (env['TF_PLUGIN_MAGIC_COOKIE'] !== cookie)
    return err(`This is a plugin of Terraform, which starts it by itself. ${instead}`);
  const versions = (env['PLUGIN_PROTOCOL_VERSIONS'] ?? '').split(',');
  if (!versions.includes('6'))
    return err(
      `This Terraform speaks version ${versions.join(' and ') || '4'} of the plugin protocol; the provider needs 6. ` +
        'Use Terraform 1.0 or newer, or OpenTofu.',
    );
  const clientCertificate = env['PLUGIN_CLIENT_CERT'] ?? '';
  if (!clientCertificate.includes('BEGIN CERTIFICATE'))
    return err(
      'The environment has no PLUGIN_CLIENT_CERT, so there is nobody to be let in. ' +
        'Terraform and OpenTofu set it; a tool that starts plugins by itself must do so too.',
    );
  return ok({ clientCertificate });
}

/** Version 1 of go-plugin, version 6 of the protocol, where to connect, and whom to expect there. */
export function greeting(path: string, certificate: Uint8Array): string {
  const base64 = Buffer.from(certificate).toString('base64').replace(/=+$/, '');
  return `1|6|unix|${path}|grpc|${base64}\n`;
}
