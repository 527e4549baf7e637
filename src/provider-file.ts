// The first code in the one file that is the provider of Terraform: `start` is given the rest as text.

import { start as startParts } from './terraform/parts/start.ts';
import { tuneBesideTerraform } from './tuning.ts';

// First, as compiled code is only good for the settings that it was compiled with.
export const start: typeof startParts = (process, ...rest) => {
  tuneBesideTerraform(process);
  startParts(process, ...rest);
};
