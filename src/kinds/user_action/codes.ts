// What the codes of this kind's findings mean, for `trueup explain` and the reference docs.

import type { Codes } from '../../model/codes.ts';

export const codes: Codes = {
  'user-action.removal-not-allowed': {
    as: ['error'],
    when: 'A user action, or the one that it forwards to, deletes users, and its section does not allow that. An action that deletes users must say so twice.',
    next: 'Where it is meant, add both lines.',
    example: 'allow_removal: true\nacknowledge: "left in March, see #31"',
  },
  'user-action.forwards-to-itself': {
    as: ['error'],
    when: 'A user action has a `forward_to` with its own action, app configuration and template. Each user runs once for these.',
    next: 'Take `forward_to` out, or give it another action or template.',
  },
  'user-action.rounded-number': {
    as: ['error'],
    when: 'The data of a template holds a number that JSON cannot hold exactly: a whole number beyond 9007199254740991, or an infinite one. It has been rounded by the time it is read, so the template would get another value.',
    next: 'Write it in quotes.',
    example: 'data: [{ OU_ID: "2000000000000900001" }]',
  },
  'user-action.same-task': {
    as: ['warning'],
    when: 'Two user actions have the same action, app configuration and template, and select the same users. Each user runs once: the one that is planned first runs it, which is the first in a file, and in Terraform the one that it asks about first.',
    next: 'Take the users out of one of them.',
  },
  'user-action.several-actions': {
    as: ['warning'],
    when: 'Several user actions have something to run for the same users. They run in the order of the steps of the plan (actions that delete come last), which is not that of the file.',
    next: 'Where the order matters, apply one after the other, or use `forward_to`.',
  },
  'user-action.selects-nobody': {
    as: ['info'],
    when: 'The filter or the OUs of a user action select nobody, and the ledger has no user of it either.',
    next: 'Nothing, where nobody is meant yet. Otherwise check `select` and `app_config_id`.',
  },
  'execution.nobody': {
    as: ['info'],
    when: '`trueup executions retry` or `forward` was asked for an execution in which nobody failed, or nobody succeeded, who is not in doubt and has not been through it, or been deleted, since.',
    next: 'Nothing. `trueup executions show` lists its users.',
  },
  'execution.under-way': {
    as: ['error'],
    when: '`trueup executions retry` or `forward` was asked for an execution that has not ended: who failed is not known yet.',
    next: 'Wait for its end, then ask again.',
  },
  'user-action.unknown-user': {
    as: ['warning'],
    when: '`select.user_ids` names users that the action does not list for its app configuration.',
    next: 'Check the ids. Users that were deleted can be taken out of the file.',
  },
  'user-action.done': {
    as: ['info'],
    when: 'Selected users have been through the action: each runs once for each action and template, whatever the section is called, and the ledger remembers. The message names sections under which users of this one have been through it.',
    next: 'Nothing. Change the template to run it again.',
  },
  'user-action.failed': {
    as: ['warning'],
    when: 'The action failed for users, its `retries` are used up, and it is not tried again by itself. The message has what the server said of each.',
    next: 'Mend the cause; then raise `retries`, or run `trueup executions retry` with the execution that the message names.',
  },
  'user-action.foreign-rows': {
    as: ['warning'],
    when: 'The server returned users that the filter of the action does not select. Each returned user is checked against the filter again, and these were left out.',
    next: 'Compare the filter with the admin console: the server may understand it differently.',
  },
  'user-action.unchecked-rows': {
    as: ['error', 'warning'],
    when: 'The list of users does not show an attribute that the filter names, so they could not be checked against it. For an action that deletes users that is an error; for others they are selected as the server says.',
    next: 'Add these columns to `view_columns` of the action, or select by `user_ids`.',
  },
};
