// The desired-file section of user moves (admanager-move-user-workflow page), as JSON Schema.

import type { JsonObject } from '../../model/json.ts';

const text = (description: string, ...examples: readonly string[]): JsonObject => ({
  type: 'string',
  minLength: 1,
  pattern: '\\S',
  description,
  ...(examples.length > 0 && { examples }),
});

export const sections = {
  user_moves: {
    type: 'object',
    title: 'User moves',
    description:
      'Requests to ADManager Plus to move users to a container, by a name of your own. A person approves each request there. Each account is asked for once for each container: the ledger remembers.',
    propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' },
    additionalProperties: {
      type: 'object',
      additionalProperties: false,
      required: ['domain', 'container', 'subject', 'accounts'],
      properties: {
        domain: text('The domain of the accounts.', 'admp.local'),
        container: text('Distinguished name of the container they go to.', 'OU=managers,DC=admp,DC=local'),
        subject: text('The title of the request; a short digest is added to find it by.', 'Move users'),
        priority: text('The priority of the request, as ADManager Plus names it.', 'High'),
        description: text('What the person who approves should know.'),
        accounts: {
          type: 'array',
          items: { type: 'string', pattern: '^(?=.*\\S)[^"/\\\\\\[\\]:;|=,+*?<>\\u0000-\\u001f]{1,256}$' },
          uniqueItems: true,
          description: 'The accounts by sAMAccountName.',
          examples: [['john']],
        },
      },
    },
  },
} satisfies Record<string, JsonObject>;
