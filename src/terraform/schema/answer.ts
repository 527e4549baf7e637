// The answer to GetProviderSchema as bytes. In the provider's file the build puts the bytes themselves in the place of this
// module: Terraform starts a provider once for nothing but this answer.

import { codecOf } from '../plugin/codec.ts';
import { providerSchemaMessage } from './schemas.ts';

export const schemaAnswer: Uint8Array = codecOf('GetProviderSchema').writeResponse(providerSchemaMessage());
