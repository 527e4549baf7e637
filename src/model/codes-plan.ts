// Codes of plans: reading a saved one, making one, applying one, and what the guards say of one.

import type { Codes } from './codes.ts';

export const planCodes: Codes = {
  'plan.unreadable': {
    as: ['error'],
    when: 'The file of a saved plan cannot be read.',
    next: 'Check the path, or make a plan.',
    example: 'trueup plan -f tenants/acme --out plan.json',
  },
  'plan.not-json': {
    as: ['error'],
    when: 'The file is not whole JSON: it was cut short, or is something else than a plan.',
    next: 'Make a new one with `trueup plan --out FILE`.',
  },
  'plan.other-format': {
    as: ['error'],
    when: 'The file is JSON, and not a plan of the format that this trueup reads.',
    next: 'Make a plan with this trueup: `trueup plan --out FILE`.',
  },
  'plan.wrong-shape': {
    as: ['error'],
    when: 'The file says that it is a plan, and a member of it is missing or wrong: it was edited or damaged.',
    next: 'Make a new one with `trueup plan --out FILE`.',
  },
  'plan.edited': {
    as: ['error'],
    when: 'The content of the plan does not match its id, which is the hash of everything else in it.',
    next: 'Make a new plan. To change what it does, change the desired files.',
  },
  'plan.other-tenant': {
    as: ['error'],
    when: 'The plan was made against another API root than the one that this run would change.',
    next: 'Choose the tenant that it was made for (`--tenant`, `ID360_BASE_URL`), or make a new plan for this one.',
  },
  'plan.other-version': {
    as: ['error'],
    when: 'The plan asks for an operation that this trueup does not know: another version made it. Nothing was changed.',
    next: 'Make a new plan with the trueup that applies it.',
  },
  'plan.no-service': {
    as: ['error'],
    when: 'The plan calls a server beside Identity360 that is not set up: nothing says where it is.',
    next: 'Set its environment variable, or its `base_url`, in `trueup.yaml` or in the provider block of Terraform, and plan again.',
    example: 'export ADMANAGER_BASE_URL=https://admanager.example:8443',
  },
  'plan.other-service': {
    as: ['error'],
    when: 'The plan calls a server beside Identity360 at an address that this run is not set up for. A plan goes to the servers that it was made for, and to no other.',
    next: 'Set it up with that address, or make a new plan.',
  },
  'plan.expired': {
    as: ['stale'],
    when: 'The plan is older than 7 days.',
    next: 'Make a new plan, review it, and apply that one.',
  },
  'plan.stale': {
    as: ['stale'],
    when: 'Something that the plan touches has moved in the tenant since the plan was made: the message shows each field when planned, now, and as desired. Or a device that was safe could be locked out by now: the message names it. Nothing of the plan was sent; of a resumed one, nothing more.',
    next: 'Make a new plan, review it, and apply that one. With `--resume`: run `trueup apply` without it; that settles what is left and applies a new plan.',
  },
  'plan.spent': {
    as: ['stale'],
    when: 'A one-shot of the plan has run since the plan was made, or may have. It is not safe to run twice. Nothing was changed.',
    next: 'Make a new plan: it holds what is still to be done.',
  },
  'plan.refused': {
    as: ['refused'],
    when: 'A guard refuses the plan; the message gives the first refusal, and `trueup show` lists all. Nothing was sent.',
    next: 'Do what the refusal says, and make a new plan.',
  },
  'plan.has-errors': {
    as: ['error'],
    when: 'The plan has errors among its findings, so apply does not take it. Nothing was sent.',
    next: 'Correct what they name, and make a new plan.',
  },
  'plan.partial': {
    as: ['warning'],
    when: '`--target` left changes out of the plan, so that it is not all that differs.',
    next: 'Plan without `--target` to see everything.',
  },
  'plan.target-without-change': {
    as: ['warning'],
    when: 'A `--target` matches no change. It is misspelt, or what it names is as desired.',
    next: 'Check the spelling: an address is kind or kind/key, as the plan lists them; `*` stands for any characters.',
    example: "trueup plan -f tenants/acme --target 'device/*'",
  },
  'live.unknown-value': {
    as: ['warning'],
    when: 'The API shows a state that trueup does not know. It cannot be judged, so nothing is done about these objects.',
    next: 'Look at them in the admin console. trueup acts again once the API shows a state that it knows.',
  },
  'apply.not-verified': {
    as: ['unreadable', 'sign_in', 'error'],
    when: 'The steps were carried out, and reading again what they changed failed, so it is not known whether it is in force.',
    next: 'Run `trueup plan`: it reads the tenant and shows what is still different.',
  },
  'guard.max-changes': {
    as: ['refusal'],
    when: 'The plan would change more objects than `guards.max_changes` allows.',
    next: 'Check that the selection is meant; then split the change, or raise the limit, in `trueup.yaml` or in the provider block of Terraform.',
    example: 'guards: { max_changes: 25% }   # of the objects read, or a count',
  },
  'guard.max-denials': {
    as: ['refusal'],
    when: 'The plan would deny more agents than `guards.max_denials` allows: 10 % of those read, unless `trueup.yaml` or the provider block says otherwise.',
    next: 'Check that the selection is meant; then split the change, or raise the limit, in `trueup.yaml` or in the provider block of Terraform.',
    example: 'guards: { max_denials: 40 }',
  },
  'guard.max-deactivations': {
    as: ['refusal'],
    when: 'The plan would deactivate more than `guards.max_deactivations` allows: 10 % of those read, unless `trueup.yaml` or the provider block says otherwise.',
    next: 'Check that the selection is meant; then split the change, or raise the limit, in `trueup.yaml` or in the provider block of Terraform.',
    example: 'guards: { max_deactivations: 40 }',
  },
  'guard.max-removals': {
    as: ['refusal'],
    when: 'The plan would remove more than `guards.max_removals` allows: no device, unless `trueup.yaml` or the provider block says otherwise. Where one of them sets it, users that actions would delete are counted too.',
    next: 'Check that the selection is meant, and allow as many, in `trueup.yaml` or in the provider block of Terraform.',
    example: 'guards: { max_removals: 3 }',
  },
  'guard.protected-accounts': {
    as: ['refusal'],
    when: 'Restricted names that must stay restricted would be dropped: administrator, admin, root, sysadmin or recovery where the live list has them, or one of `guards.protected_accounts`. No reason lifts this.',
    next: 'Keep the names in `restricted_accounts.names`, or use `mode: at_least`.',
  },
  'guard.acknowledge': {
    as: ['refusal'],
    when: 'Something in the plan could hurt in a way that a person must accept with a reason: access is widened, people could be locked out (or it is not known whether they could), or a step cannot be undone.',
    next: 'Where it is meant, write the reason into the section or set that asks for it. It is kept in the plan and the ledger.',
    example: 'acknowledge: "first enabling, reviewed in #12"',
  },
  'guard.lockout-read': {
    as: ['info'],
    when: 'Local accounts were read to see whether the plan could lock people out of a machine: each must keep an Administrator account that is neither linked nor linkable.',
    next: 'Nothing, where all were read. `guards.lockout_calls` bounds these calls; what they do not reach counts as unknown, and blocks until it is acknowledged.',
  },
  'guard.rule': {
    as: ['refusal', 'warning'],
    when: 'A rule of `guards.rules` does not hold for this plan. With `level: warn` that is a warning, else a refusal. A rule that fails at run time, or gives neither true nor false, refuses whatever its level.',
    next: 'Change what is desired so that the rule holds, or have `guards.rules` changed, in `trueup.yaml` or in the provider block of Terraform.',
  },
  'drift.no-history': {
    as: ['warning'],
    when: 'Something drifted, and the history that may explain it could not be read, or the ledger does not say when the last apply ended. The drift itself is known whole.',
    next: 'Do what the message says; for the history the scope `id360.device.READ` is enough.',
    example: 'trueup history --since 24h',
  },
};
