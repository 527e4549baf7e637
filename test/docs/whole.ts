// The whole reference, as the command and the docs make it.

import { commandTree } from '../../src/cli/program.ts';
import { reference } from '../../src/cli/reference.ts';
import { terminal } from './terminal.ts';

export const tree = commandTree(
  terminal().io,
  () => async () => undefined,
  () => undefined,
);

export const whole = reference(tree);
