#!/usr/bin/env node
// The provider of Terraform, as one file that Terraform starts.

import { serveProvider } from './terraform/main.ts';
import { tune } from './tuning.ts';

tune(process);
serveProvider(process);
