// The version line of a file: what this program can read, and what to say of any other.

import type { Diagnostic } from '../model/diagnostic.ts';
import { finding, type Words } from './finding.ts';
import { placeOf } from './source.ts';
import { type MapTree, writtenAs } from './tree.ts';

/** What is wrong with the version of this file; undefined where nothing is. */
export function versionFault(tree: MapTree): Diagnostic | undefined {
  const member = tree.members.get('version');
  if (member === undefined) return finding('version', missing, placeOf({ ...tree.spot, offset: 0 }));
  const { value } = member;
  if (value.type === 'scalar' && value.value === 1) return undefined;
  const newer = value.type === 'scalar' && Number.isInteger(value.value) && Number(value.value) > 1;
  return finding(
    'version',
    newer ? newerThan(writtenAs(value)) : wrong(writtenAs(value)),
    placeOf(value.spot),
  );
}

/** True where only a newer program can know what the rest of the file means. */
export function isNewer(tree: MapTree): boolean {
  const value = tree.members.get('version')?.value;
  return value?.type === 'scalar' && typeof value.value === 'number' && value.value > 1;
}

const missing: Words = {
  summary: 'the file has no version',
  why: 'each file says which version of the format it is written in',
  next: 'put version: 1 in its first line',
};

const newerThan = (version: string): Words => ({
  summary: `the file is of version ${version}`,
  why: 'this trueup reads version 1',
  next: 'update trueup, or write the file in version 1',
});

const wrong = (written: string): Words => ({
  summary: `${written === '' ? 'this' : written} is not a version`,
  why: 'this trueup reads version 1',
  next: 'write version: 1, without quotes',
});
