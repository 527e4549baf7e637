// Bytes to text: capped in size before anything is read, UTF-8 only, no control characters. A byte order mark goes.

import { resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { err, ok, type Result } from '../model/result.ts';
import { becauseOf, type Disk } from './disk.ts';
import { finding } from './finding.ts';
import { placeOf, type SourceText, sourceText } from './source.ts';

export interface Reading {
  readonly disk: Disk;
  readonly cwd: string;
}

/** Reads a text file of at most `max` bytes; `file` is shown as given, and resolved against the working directory. */
export async function readText(
  { disk, cwd }: Reading,
  file: string,
  max: number,
): Promise<Result<SourceText, Diagnostic>> {
  const path = resolve(cwd, file);
  try {
    const { kind, size } = await disk.stat(path);
    if (kind === 'folder') return err(unreadable(file, 'it is a folder'));
    if (kind === 'file' && size > max) return err(tooLarge(file, max, `it has ${megabytes(size)}`));
    const bytes = await disk.read(path, max + 1);
    return bytes.length > max ? err(tooLarge(file, max, 'it goes on after that')) : decode(file, bytes);
  } catch (error) {
    return err(unreadable(file, becauseOf(error)));
  }
}

/** The text of these bytes, or what is wrong with them. */
export function decode(file: string, bytes: Uint8Array): Result<SourceText, Diagnostic> {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return err(notText(file, 1, 'it is UTF-16, as its first two bytes tell'));
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return err(notText(file, lineOfBadByte(bytes), 'there are bytes that are not UTF-8'));
  }
  const source = sourceText(file, text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  const offset = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  return offset < 0 ? ok(source) : err(controlCharacter(source, offset));
}

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

function lineOfBadByte(bytes: Uint8Array): number {
  const text = lossy.decode(bytes);
  const bad = text.indexOf('\ufffd');
  return text.slice(0, Math.max(bad, 0)).split('\n').length;
}

const megabytes = (size: number): string => `${Math.ceil(size / 2 ** 20)} MiB`;

/** The finding about a file that cannot be read. */
export const unreadable = (file: string, why: string): Diagnostic =>
  finding(
    'unreadable',
    { summary: `cannot read ${file}`, why, next: 'check the path and its rights' },
    { file },
  );

const tooLarge = (file: string, max: number, why: string): Diagnostic =>
  finding(
    'too-large',
    {
      summary: `${file} is too large`,
      why: `the most that is read is ${megabytes(max)}, and ${why}`,
      next: 'check that this is the file you mean; split it if it is',
    },
    { file },
  );

const notText = (file: string, line: number, why: string): Diagnostic =>
  finding(
    'not-utf-8',
    { summary: `${file} is not UTF-8 text`, why, next: 'save it as UTF-8' },
    { file, line },
  );

function controlCharacter(source: SourceText, offset: number): Diagnostic {
  const code = source.text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const why = `there is a control character (U+${code}) that no text file has`;
  const words = {
    summary: `${source.file} is not a text file`,
    why,
    next: 'check that this is the file you mean',
  };
  return finding('not-text', words, placeOf({ source, offset }));
}
