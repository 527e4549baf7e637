// A key and a self-signed certificate for one process: ECDSA P-256, for `localhost`, as go-plugin checks it. Written
// as DER here, since Node makes keys but no certificates, and Terraform starts a provider several times in each run.

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  readonly der: Buffer;
  /** PEM, as TLS takes it. */
  readonly certificate: string;
  readonly key: string;
}

const tags = { bool: 1, integer: 2, bits: 3, octets: 4, oid: 6, utf8: 12, sequence: 0x30, set: 0x31 };

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(tags.sequence, ...parts);
const oid = (hex: string): Buffer => der(tags.oid, Buffer.from(hex, 'hex'));
/** A string of bits that all count. */
const bits = (bytes: Uint8Array): Buffer => der(tags.bits, Buffer.from([0]), bytes);

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const host = Buffer.from('localhost');
const name = sequence(der(tags.set, sequence(oid('550403'), der(tags.utf8, host))));

/** A critical extension; its value is DER in a string of octets. */
const extension = (id: string, value: Uint8Array): Buffer =>
  sequence(oid(id), der(tags.bool, Buffer.from([0xff])), der(tags.octets, value));

const extensions = sequence(
  // Basic constraints: it signs itself, so it is its own authority.
  extension('551d13', sequence(der(tags.bool, Buffer.from([0xff])))),
  // Key usage: digitalSignature and keyCertSign.
  extension('551d0f', der(tags.bits, Buffer.from([2, 0x84]))),
  // Extended key usage: serverAuth and clientAuth, as go-plugin has them.
  extension('551d25', sequence(oid('2b06010505070301'), oid('2b06010505070302'))),
  // Subject alternative name: the DNS name.
  extension('551d11', sequence(der(0x82, host))),
);

/** Valid from a day ago, for clocks that jump, and for a year: the process lives for minutes. */
export function createCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(16);
  serial[0] = 1;
  const day = 86_400_000;
  const content = sequence(
    der(0xa0, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, serial),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 365 * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, privateKey)));
  return {
    der: whole,
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** UTCTime until 2049, GeneralizedTime from then on. */
function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}
