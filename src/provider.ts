#!/usr/bin/env node
// The provider of Terraform, as one file that Terraform starts.

import { serveProvider } from './terraform/main.ts';

serveProvider(process);
