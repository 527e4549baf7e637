// trueup terraform-provider with anything behind it: Terraform starts it without options, and nobody else starts it.

import { failed, type Outcome } from '../outcome.ts';
import { usage } from '../usage.ts';

export const serveProvider = async (): Promise<Outcome> =>
  failed(
    usage(
      'trueup terraform-provider takes no options',
      'to make the provider known to Terraform, run trueup terraform install',
      'Terraform starts it and talks to it; it is of no use by itself',
    ),
  );
