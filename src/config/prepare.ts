// A tree of sections, however it was spelled, to what the kinds are prepared with: validated, and checked by the kinds for
// what only they understand.

import type { Policy } from '../model/kind.ts';
import { type Disk, disk } from './disk.ts';
import { type ConfigKind, type PreparedKinds, prepareKinds } from './sections.ts';
import type { MapTree } from './tree.ts';
import { pruned, validate } from './validate.ts';
import { asValidator, type Validator } from './violation.ts';

export interface TreeInput<K extends ConfigKind> {
  /** Sections, without a version. */
  readonly tree: MapTree;
  /** False where something could not be read: then nothing is said of what may have stood there. */
  readonly whole?: boolean;
  /** What is relative in it is relative to this folder. */
  readonly cwd: string;
  readonly kinds: readonly K[];
  readonly policy: Policy;
  /** Of the schema of these kinds (`desiredSchema`); absent: the one generated from src/kinds. */
  readonly validator?: Validator;
  readonly disk?: Disk;
}

export const nonePrepared = { managed: [], diagnostics: [] };

/** Validates a tree of sections and prepares the kinds that it mentions; never throws, whatever the tree holds. */
export async function prepareTree<K extends ConfigKind>(input: TreeInput<K>): Promise<PreparedKinds<K>> {
  const { tree, whole = true } = input;
  const validator = await validatorOf(input);
  const wrong = validate(tree, validator).filter(({ code }) => whole || code !== 'config.missing-key');
  const usable = wrong.length === 0 && whole ? tree : pruned(tree, validator);
  const reading = { disk: input.disk ?? disk, cwd: input.cwd };
  const kinds =
    usable?.type === 'map' ? await prepareKinds(reading, usable, input.kinds, input.policy) : nonePrepared;
  const said =
    usable === tree ? kinds.diagnostics : kinds.diagnostics.filter(({ severity }) => severity === 'error');
  return { managed: kinds.managed, diagnostics: [...wrong, ...said] };
}

/** Judges the value of a tree of sections. */
export async function validatorOf({
  validator,
}: Pick<TreeInput<ConfigKind>, 'validator'>): Promise<Validator> {
  return withVersion(validator ?? (await generated()));
}

/** Each file's version was checked by itself. The value is a tree's, so an object. */
function withVersion(validator: Validator): Validator {
  return (value) => validator({ version: 1, ...(value as object) });
}

async function generated(): Promise<Validator> {
  return asValidator((await import('./desired.gen.js')).default);
}
