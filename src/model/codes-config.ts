// Codes that the checks of desired files and of trueup.yaml give: keys, values, names, what contradicts itself.

import type { Codes } from './codes.ts';

export const configCodes: Codes = {
  'config.invalid': {
    as: ['error'],
    when: 'The files have mistakes, each listed before. Nothing is planned from files that are not valid.',
    next: 'Correct what is listed. `trueup validate` checks again, offline.',
  },
  'config.and-more': {
    as: ['error'],
    when: 'There are more mistakes than the 1000 that are shown.',
    next: 'Many alike come from one cause: mend that, and run again.',
  },
  'config.version': {
    as: ['error'],
    when: 'A file has no `version`, or one that this trueup does not read. Each file has its own.',
    next: 'Write the number 1, without quotes. For a file of a newer version, update trueup.',
    example: 'version: 1',
  },
  'config.unknown-key': {
    as: ['error'],
    when: 'A key is not one of those that can stand there. Merge keys (`<<`) are not part of YAML 1.2 either.',
    next: 'Write the key that the message suggests, put it where it belongs, or delete it.',
  },
  'config.secret-in-file': {
    as: ['error'],
    when: 'A key looks like a secret: its name has token, secret, password or API key in it. Secrets come from the environment alone, so that no file in git holds one.',
    next: 'Delete the line, give the value in an environment variable, and renew the secret if it was committed.',
    example: 'export ID360_ACCESS_TOKEN=…',
  },
  'config.missing-key': {
    as: ['error'],
    when: 'A key that cannot be left out is not there, or none of several of which one must be.',
    next: 'Add it.',
  },
  'config.duplicate-key': {
    as: ['error'],
    when: 'A key stands twice: in one map, or in two files. Only one of the two could count; the message names both places.',
    next: 'Delete one of them, or merge what they hold. Sections of several files merge as long as no member stands twice.',
  },
  'config.wrong-name': {
    as: ['error'],
    when: 'A name of your own has characters that such a name cannot have.',
    next: 'Use letters, digits, dots, dashes and underscores, a letter or digit first.',
  },
  'config.wrong-type': {
    as: ['error'],
    when: 'A value is of another type than its key takes, such as a number where a text is expected. An id without quotes is a number, and long numbers lose digits.',
    next: 'Write it as the message says.',
    example: 'ids: ["2000000000004"]   # not ids: [2000000000004]',
  },
  'config.wrong-value': {
    as: ['error'],
    when: 'A value is of the right type, and still not one that its key takes: not one of the choices, empty, out of bounds, or twice in a list.',
    next: 'Write one of the choices, or a value as in the example of the message.',
  },
  'config.no-value': {
    as: ['error'],
    when: 'A key is there and has no value. That does not mean "empty": a list that holds nothing is `[]`.',
    next: 'Give it a value, or delete the key: a key that is absent is not managed.',
  },
  'config.nothing-managed': {
    as: ['warning'],
    when: 'The desired files have no section, so there is nothing to compare with the tenant.',
    next: 'Add a section; `trueup explain desired-file` lists them.',
  },
  'config.invalid-filter': {
    as: ['error'],
    when: 'A filter is not valid SCIM (RFC 7644, 3.4.2.2). The message points at the character.',
    next: 'Correct it: an attribute, an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) and a value in double quotes, joined by and, or, not.',
    example: `filter: 'os_type eq "Windows" and not (name sw "TEST-")'`,
  },
  'config.unknown-attribute': {
    as: ['error'],
    when: 'A filter names an attribute that the listed objects do not have. It would select nothing, or with `not` everything.',
    next: 'Use one of the attributes that the message lists.',
  },
  'config.no-tenants': {
    as: ['error'],
    when: '`--tenant` is given, and there is no `trueup.yaml` in the working directory. It is looked for nowhere else.',
    next: 'Go to its folder, name it with `--config`, or leave `--tenant` out.',
  },
  'config.which-tenant': {
    as: ['error'],
    when: '`trueup.yaml` has several tenants, and none was picked.',
    next: 'Give one.',
    example: 'trueup plan --tenant acme',
  },
  'config.unknown-tenant': {
    as: ['error'],
    when: '`--tenant` names a tenant that `trueup.yaml` does not have.',
    next: 'Give one of those that the message lists.',
  },
  'config.rule': {
    as: ['error'],
    when: 'A rule of `guards.rules` is not a CEL expression that gives true or false. The message is that of the CEL compiler.',
    next: 'Correct it. Its one variable is `plan`, the JSON of `trueup plan --json`.',
    example: 'assert: "plan.summary.change <= 500"',
  },
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: how Terraform writes an expression
  'config.terraform-expression': {
    as: ['error'],
    when: 'A text of a `.tf.json` file holds an expression (`${…}`) or a directive (`%{…}`). trueup reads the file without evaluating it; a CDKTF token that is not resolved at synthesis is such an expression. The place is that of the expression.',
    next: 'Write the value out, or use `terraform plan`: the provider makes the same plan. Where the characters themselves are meant, write `$${` or `%%{`.',
    example: '"ids": ["2000000000004"]   # not ["${var.device}"]',
  },
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: how Terraform writes an expression
  'config.terraform-meta': {
    as: ['error'],
    when: 'A resource of a `.tf.json` file has a meta argument that would make another plan than terraform makes: `count`, `for_each`, a dynamic block, a provisioner, a connection, or `lifecycle` with `ignore_changes` or conditions. `depends_on`, comments and the rest of `lifecycle` are passed over.',
    next: 'Write each resource out, or take the meta argument away; or use `terraform plan`.',
  },
  'config.terraform-resource': {
    as: ['error'],
    when: 'A `.tf.json` file has a resource whose type begins with `id360_` and is none of trueup. Resources of other providers are passed over.',
    next: 'Write the type that the message suggests.',
  },
  'config.terraform-provider': {
    as: ['error'],
    when: 'A `.tf.json` file has several `provider.id360` blocks, one with an alias, or a resource that is of another provider configuration. trueup works on one tenant at a time.',
    next: 'Give each tenant a configuration of its own.',
  },
  'config.terraform-passed-over': {
    as: ['warning'],
    when: 'There is a `trueup.yaml`, which says which tenant to work on and with which guards; `provider.id360` of a `.tf.json` file is not looked at.',
    next: 'Keep both alike, or delete one. terraform reads `provider.id360` alone.',
  },
  'config.terraform-module': {
    as: ['warning'],
    when: 'A `.tf.json` file calls a module. Resources inside of the module are not in the file, so trueup does not see them.',
    next: 'Give the files of the module with `-f` as well, or use `terraform plan`.',
  },
  'config.terraform-hcl': {
    as: ['error', 'warning'],
    when: "A file ends in `.tf`: it is in Terraform's own language, which trueup does not read. A warning where it only stands in a folder beside `.tf.json` files.",
    next: 'Use `terraform plan`, or write it in the JSON syntax of Terraform (`.tf.json`), as CDKTF does.',
  },
  'config.not-an-argument': {
    as: ['error'],
    when: 'A resource of a `.tf.json` file gives a value to what is worked out while planning (`members`, `changes`), or has a key that only desired files in YAML have (`select.file`).',
    next: 'Delete it. `trueup convert` writes inventories out.',
  },
  'config.no-resource': {
    as: ['error'],
    when: '`trueup convert` was given a section that no resource of Terraform can say, such as `unlisted_devices: deny`. Left out, the plan would be another.',
    next: 'Keep the section in a desired file in YAML, and take it out of what is converted.',
  },
};
