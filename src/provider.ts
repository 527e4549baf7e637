// The provider of Terraform, as a process that Terraform starts.

import { serveProvider } from './terraform/main.ts';

serveProvider(process);
