// Wrong arguments, wrong filters, wrong settings of the provider: terraform names what is wrong, points at the line it stands
// in, and says what to write instead, before anything is asked of a server. What stands inside of an object is shown at the
// argument that holds it, for older versions of terraform look no deeper.

import { expect, test } from 'vitest';
import { type Problem, problemsOf } from './errors-support.ts';
import { acceptance } from './kit/suite.ts';
import { workspace } from './kit/terraform.ts';

/** What is said, and at which line. */
type Expected = readonly (readonly [at: string, code: string, summary: RegExp])[];

function expectProblems(problems: readonly Problem[], expected: Expected): void {
  const told = problems.map(({ at, code, summary }) => `${at} | ${code} | ${summary}`);
  const missing = expected.filter(
    ([at, code, summary]) =>
      !problems.some((one) => one.at === at && one.code === code && summary.test(one.summary)),
  );
  expect({ missing, told: missing.length === 0 ? [] : told }).toEqual({ missing: [], told: [] });
  expect(told).toHaveLength(expected.length);
}

acceptance('mistakes in a configuration', () => {
  test('each wrong argument is an error at its line', async () => {
    const tf = await workspace(wrongArguments);
    const problems = await problemsOf(tf, ['validate']);
    expectProblems(problems, [
      ['agent = "aproved"', 'config.wrong-value', /agent is "aproved"$/],
      ['select = { filter = "name pr and and" }', 'config.invalid-filter', /^The filter .* cannot be read$/],
      ['select = {}', 'config.wrong-value', /select is empty$/],
      ['resource "id360_device_set" "no_wish" {', 'config.missing-key', /needs agent or access$/],
      ['select = { ids = ["1", "two words"] }', 'config.wrong-value', /select\.ids\[1\] is "two words"$/],
      ['attribute_type = "mail"', 'config.wrong-value', /attribute_type is "mail"$/],
      ['ondemand_provisioning_settings = {', 'config.wrong-value', /default_permission_level is "root"$/],
      ['sync = "always"', 'config.wrong-value', /sync is "always"$/],
      ['restricted_accounts = {', 'config.wrong-value', /mode is "some"$/],
      ['restricted_accounts = {', 'config.wrong-value', /names does not fit$/],
      ['acknowledge = "  "', 'config.wrong-value', /acknowledge is " "$/],
      ['columns = ["first_name", "first_name"]', 'config.wrong-value', /columns does not fit$/],
      ['app_config_id = "x y"', 'config.wrong-value', /leavers\.app_config_id is "x y"$/],
      ['template = {', 'config.wrong-type', /data\[1\] is the text "no object"$/],
      ['retries = 7.5', 'config.wrong-type', /retries is the number 7\.5$/],
      ['forward_to = {', 'config.wrong-value', /forward_to\.app_config_id is ""$/],
      ['name = "to managers"', 'config.wrong-name', /^"to managers" is not a name/],
      ['subject = " "', 'config.wrong-value', /subject is " "$/],
    ]);
    expect(problems.filter(({ detail }) => !detail.includes('To go on: '))).toEqual([]);
    const set = problems.find(({ address }) => address === 'id360_device_set.word');
    expect(set?.detail).toContain('did you mean approved?');
    const empty = problems.find(({ summary }) => /select is empty$/.test(summary));
    expect(empty?.detail).toContain('give it filter or ids or serial_numbers.');
  });

  test('each wrong setting of the provider is an error at its line', async () => {
    const tf = await workspace(wrongSettings);
    expectProblems(await problemsOf(tf, ['validate']), [
      ['data_center = "mars"', 'config.wrong-value', /data_center is "mars"$/],
      ['limits = {', 'config.wrong-value', /limits\.concurrency is 0$/],
      ['limits = {', 'config.wrong-value', /limits\.requests_per_second is -1$/],
      ['guards = {', 'config.wrong-value', /guards\.max_changes is "ten"$/],
      ['guards = {', 'config.wrong-value', /guards\.max_denials is "10 percent"$/],
      ['guards = {', 'config.wrong-value', /guards\.max_deactivations is "-1"$/],
      ['guards = {', 'config.wrong-value', /guards\.max_removals is "101%"$/],
      ['guards = {', 'config.wrong-value', /guards\.protected_accounts\[0\] is empty$/],
      ['guards = {', 'config.wrong-type', /guards\.lockout_calls is the number 1\.5$/],
      ['guards = {', 'config.wrong-value', /guards\.rules\[0\]\.level is "denied"$/],
      ['guards = {', 'config.rule', /rule does not compile$/],
      ['guards = {', 'config.rule', /rule does not compile$/],
    ]);
  });

  test.each([
    ['base_url = "ftp://id360.example/api/v1"', /not an https URL/],
    ['base_url = "not a url"', /not a URL/],
  ])('%s', async (line, told) => {
    const tf = await workspace(`provider "id360" {\n  ${line}\n}\n${linking}`);
    const [problem, ...others] = await problemsOf(tf);
    expect(others).toEqual([]);
    expect(problem?.at).toBe(line);
    expect(`${problem?.summary} ${problem?.detail}`).toMatch(told);
  });

  test('a key that is empty is not told by keys that the block does not have', async () => {
    const tf = await workspace(`provider "id360" {\n  tenant = ""\n}\n${linking}`);
    const [problem] = await problemsOf(tf);
    expect(`${problem?.summary} ${problem?.detail}`).toMatch(/tenant/);
    expect(problem?.detail).not.toMatch(/desired|credentials/);
  });

  test('names that the schema does not have, and types that do not fit', async () => {
    const tf = await workspace(`
      resource "id360_account_linking" "a" {
        is_enbaled = true
      }
      resource "id360_account_linking" "b" {
        is_enabled = [true]
      }
      resource "id360_account_linking" "c" {
        restricted_accounts = { mode = "exact" }
      }
      resource "id360_device_set" "d" {
        agent = "approved"
      }
    `);
    expectProblems(await problemsOf(tf, ['validate']), [
      ['is_enbaled = true', '', /^Unsupported argument$/],
      ['is_enabled = [true]', '', /^Incorrect attribute value type$/],
      ['restricted_accounts = { mode = "exact" }', '', /^Incorrect attribute value type$/],
      ['resource "id360_device_set" "d" {', '', /^Missing required argument$/],
    ]);
  });

  test('what trueup alone fills in cannot be set', async () => {
    const tf = await workspace(
      'resource "id360_device_set" "a" {\n  agent = "approved"\n  members = {}\n  select = { ids = ["1"] }\n}\n',
    );
    const [problem, ...others] = await problemsOf(tf, ['validate']);
    expect(others).toEqual([]);
    expect(problem?.at).toBe('members = {}');
    expect(problem?.detail).toContain('To go on: ');
  });

  test('the text that people see', async () => {
    const tf = await workspace(
      'resource "id360_device_set" "a" {\n  agent = "aproved"\n  select = { ids = ["1"] }\n}\n',
    );
    const { said } = await tf.run(['validate'], { expect: 1 });
    expect(said).toContain(
      'with id360_device_set.a, on main.tf line 8, in resource "id360_device_set" "a": 8: agent = "aproved"',
    );
    expect(said).toContain(
      'What is allowed: approved, denied, removed To go on: did you mean approved? (config.wrong-value)',
    );
  });
});

const linking = 'resource "id360_account_linking" "all" {\n  is_enabled = true\n}\n';

const wrongArguments = `
resource "id360_device_set" "word" {
  agent = "aproved"
  select = { ids = ["1"] }
}

resource "id360_device_set" "filter" {
  agent = "approved"
  select = { filter = "name pr and and" }
}

resource "id360_device_set" "nothing" {
  agent = "approved"
  select = {}
}

resource "id360_device_set" "no_wish" {
  select = { ids = ["1"] }
}

resource "id360_device_set" "id" {
  agent = "approved"
  select = { ids = ["1", "two words"] }
}

resource "id360_account_linking" "all" {
  attribute_type = "mail"
  ondemand_provisioning_settings = {
    is_enabled = true, default_permission_level = "root"
  }
  sync = "always"
  restricted_accounts = {
    mode = "some", names = ["a", "a"]
  }
  acknowledge = "  "
}

resource "id360_view_columns" "columns" {
  action = "move-users"
  app_config_id = "2000000000001"
  columns = ["first_name", "first_name"]
}

resource "id360_user_action" "action" {
  name = "leavers"
  action = "move-users"
  app_config_id = "x y"
  template = {
    id = "2000000000001", data = [{ OPERATION = "DISABLE" }, "no object"]
  }
  select = { user_ids = ["2000000174051"] }
  retries = 7.5
  forward_to = {
    action = "delete-users", app_config_id = ""
  }
}

resource "id360_user_move" "move" {
  name = "to managers"
  domain = "admp.local"
  container = "OU=managers,DC=admp,DC=local"
  subject = " "
  accounts = ["john"]
}
`;

const wrongSettings = `
provider "id360" {
  data_center = "mars"
  limits = {
    concurrency = 0, requests_per_second = -1
  }
  guards = {
    max_changes = "ten"
    max_denials = "10 percent"
    max_deactivations = "-1"
    max_removals = "101%"
    protected_accounts = [""]
    lockout_calls = 1.5
    rules = [
      { name = "level", assert = "plan.summary.change < 5", message = "m", level = "denied" },
      { name = "cut", assert = "plan.summary.change <", message = "m" },
      { name = "number", assert = "1 + 1", message = "m" }
    ]
  }
}

${linking}`;
