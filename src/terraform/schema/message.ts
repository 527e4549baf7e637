// Schemas as the protocol has them.

import {
  type Attribute as AttributeMessage,
  nestings,
  type Schema as SchemaMessage,
  stringKinds,
} from '../plugin/messages.ts';
import type { Attribute, Schema } from './types.ts';

export const messageOfSchema = ({ version, description, attributes }: Schema): SchemaMessage => ({
  version,
  block: {
    version,
    attributes: attributes.map(attributeMessage),
    description,
    description_kind: stringKinds.markdown,
  },
});

function attributeMessage({ nested, type, ...rest }: Attribute): AttributeMessage {
  const typed =
    nested === undefined
      ? { type: new TextEncoder().encode(JSON.stringify(type ?? 'dynamic')) }
      : {
          nested_type: {
            attributes: nested.attributes.map(attributeMessage),
            nesting: nestings[nested.nesting],
          },
        };
  return { ...rest, ...typed, description_kind: stringKinds.markdown };
}
