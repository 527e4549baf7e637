// Codes of the Terraform provider: what it finds beside what the planner and the applier say.

import type { Codes } from './codes.ts';

export const terraformCodes: Codes = {
  'terraform.failed': {
    as: ['error'],
    when: 'The server refused changes of an apply. The message has its words and the addresses; the state shows what did come through. A resource that was being created is marked as tainted by Terraform: its next plan says that it is replaced, which sends nothing but the changes that are left.',
    next: 'See to the cause and apply again.',
  },
  'terraform.not-attempted': {
    as: ['error'],
    when: 'Changes were not begun: a step that they depend on did not come through, or the apply was stopped.',
    next: 'Apply again: what is left is planned anew.',
  },
  'terraform.in-doubt': {
    as: ['error'],
    when: 'The answer to a call was lost, and what is there does not tell whether it was carried out. What must not run twice is not sent again by itself.',
    next: 'Apply again: it reads what is there. For what runs once, find out in the admin console and tell the ledger with `trueup resolve`.',
  },
  'terraform.residual': {
    as: ['error'],
    when: 'Calls were answered, and reading afterwards does not show what they should have brought about.',
    next: 'Plan again, and look at the objects in the admin console where the plan still has them.',
  },
  'terraform.same-name': {
    as: ['error'],
    when: 'Two resources of one type have the same `name` and different arguments. Plans, messages and the ledger know a resource by it.',
    next: 'Give each a name of its own.',
  },
  'terraform.unmanaged': {
    as: ['warning'],
    when: 'A resource, or an argument of one, is no longer in the configuration. Nothing is reset: the tenant keeps what it has, though Terraform shows the argument as going to null.',
    next: 'Nothing, where that is meant. Otherwise write down the value that is wanted, and apply it.',
  },
  'terraform.hazard': {
    as: ['warning'],
    when: 'What a plan does for a resource could hurt: it denies, deactivates, removes or deletes, may lock people out, widens access, or cannot be undone. The message names the objects and, where a guard asked for a reason, the one that was given. `trueup plan` shows the same in its first lines.',
    next: 'Apply the plan only where that is meant.',
  },
  'terraform.released': {
    as: ['warning'],
    when: 'A set does not select objects any more that it had. They keep what they have, though Terraform shows each as going to null: a denied device stays denied.',
    next: 'Select them in a set that says what is wanted of them, where that is something else.',
  },
  'terraform.sets-nothing': {
    as: ['warning'],
    when: 'An argument of the provider block has braces in which nothing is set. Terraform drops keys that it does not know inside the braces of an argument, so a misspelt guard is no guard, and nobody is told.',
    next: 'Compare the keys with the page of the provider.',
  },
  'terraform.ran-already': {
    as: ['error'],
    when: 'What was planned to run for one resource has run by what another one remembers in the state, and the ledger, which would have known, is not there. Terraform asks about resources one by one, and had been told the plan of the first.',
    next: 'Restore the ledger, or select each user in one resource alone.',
  },
  'terraform.planned-anew': {
    as: ['warning'],
    when: 'A saved plan is applied that this machine does not know under this name. It is made anew, and held to what was reviewed: where its `plan_id`, or anything that Terraform shows, is another one, Terraform stops with "inconsistent final plan" before anything of it is sent.',
    next: 'Nothing, where it goes on. Where it stops, plan again and review that plan.',
  },
  'terraform.not-shown': {
    as: ['error'],
    when: 'A resource that denies, deactivates, removes, syncs or runs something has an argument that comes from something that the same apply makes. Nobody could review whom it is about, so it is not planned.',
    next: 'Apply what it refers to first, with `-target`, and plan again.',
  },
  'terraform.not-known-yet': {
    as: ['warning'],
    when: 'An argument comes from something that the same apply makes. The plan cannot list the objects of the resource; it is planned, and judged by the guards, during the apply.',
    next: 'Apply what it refers to first, with `-target`, and plan again: then the plan lists them.',
  },
  'terraform.import-id': {
    as: ['error'],
    when: 'The id of an import is not of the form that the resource has.',
    next: 'Write it as the page of the resource shows; a JSON object of the arguments always does.',
  },
  'terraform.import-differs': {
    as: ['error'],
    when: 'A set was imported by a selection alone, and what it selects is not all in one state: what is wanted cannot be told from that. The message names the import id, what the import came nearest to wanting, and the objects that are otherwise.',
    next: 'Import with a JSON object that says what is wanted: the message shows one.',
  },
  'terraform.import-missing': {
    as: ['error'],
    when: 'What should be imported is not there, or not all of it: an id, a serial number or a user is not known, or nothing is selected.',
    next: 'Check the id. A set of devices that are not there yet is imported with a JSON object that says what is wanted of them.',
  },
  'terraform.newer-state': {
    as: ['error'],
    when: 'The state was written by a newer version of the provider, with a schema that this one does not know.',
    next: 'Use that version or a newer one.',
  },
  'terraform.state-mismatch': {
    as: ['error'],
    when: 'A stored state does not fit the schema of its resource: it was edited, or another program wrote it.',
    next: 'Restore an earlier state, or remove the resource from the state and import it.',
  },
  'terraform.answer-mismatch': {
    as: ['error'],
    when: 'What was read for a data source does not fit its schema: the message names the attribute, what should stand there and what came. The configuration is not to blame.',
    next: 'Run the same command again with `TF_LOG_PROVIDER=debug`, and report the message and what is logged; it contains no secrets.',
  },
  'terraform.inexact-number': {
    as: ['error'],
    when: 'A number has more digits than can be kept. Ids are texts.',
    next: 'Put the number in quotes.',
  },
  'terraform.no-tenant': {
    as: ['error'],
    when: 'Neither the provider block nor `ID360_BASE_URL` says which tenant it is.',
    next: 'Set `data_center` or `base_url` in the provider block, or the environment variable.',
  },
  'terraform.not-configured': {
    as: ['error'],
    when: 'The provider is used before its settings are known: they come from something that the same apply makes.',
    next: 'Make that first, with `-target`, or write the values out.',
  },
  'terraform.not-planned': {
    as: ['error'],
    when: 'Terraform wants a resource applied that was never wholly known while planning.',
    next: 'Apply again.',
  },
};
