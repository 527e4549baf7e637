// ValidateResourceConfig: what is wrong with the arguments, found offline. What is not known yet is left for the plan.

import type { Configured, Diagnostic as Message, Told } from '../plugin/messages.ts';
import { prepareWishes } from '../session/planning.ts';
import { hasUnknown } from '../value/json.ts';
import { messageOf, messagesOf, pathOf } from './diagnostics.ts';
import { argumentsIn, givenIn, resourceType, stateIn, wishOf } from './resource.ts';

export async function validateResource(request: Configured, cwd: string): Promise<Told> {
  const type = resourceType(request.type_name);
  const config = type && stateIn(type, request.config);
  if (!type || !config) return {};
  const filledIn = type.schema.attributes.filter(({ name, computed }) => computed && config[name] !== null);
  if (filledIn.length > 0) return { diagnostics: filledIn.map(({ name }) => noArgument(name)) };
  if (hasUnknown(argumentsIn(type, config))) return {};
  const wish = wishOf(type, givenIn(type, config));
  const { diagnostics } = await prepareWishes([wish], { policy: { protectedAccounts: [] }, cwd });
  return {
    diagnostics: messagesOf(
      diagnostics.filter(({ severity }) => severity === 'error'),
      wish.body,
    ),
  };
}

const noArgument = (name: string): Message => ({
  ...messageOf({
    code: 'config.not-an-argument',
    severity: 'error',
    summary: `there is no argument ${name} to set`,
    why: 'it is worked out from the tenant while planning',
    next: 'delete it',
  }),
  attribute: pathOf([name]),
});
