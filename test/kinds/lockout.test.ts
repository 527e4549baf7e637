// Which local accounts keep people in: Administrators that are neither linked nor can be. What is not known is never safe.

import { describe, expect, it } from 'vitest';
import type { Probe } from '../../src/model/change.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { judgeAccounts, linkingOf } from '../../src/model/local-accounts.ts';

const enabled = { is_enabled: true, link_restricted_local_accounts: [' Recovery ', 'sysadmin'] };
const disabled = { is_enabled: false };

const admin = (user_name: string, is_idp_linked = false): JsonObject => ({
  user_name,
  permission_level: 'Administrator',
  is_idp_linked,
});

function verdictOf(accounts: readonly unknown[], ...settings: readonly unknown[]): Probe['verdict'] | string {
  const judged = judgeAccounts({ data: accounts }, settings.map(linkingOf));
  return judged.ok ? judged.value.verdict : judged.error.field;
}

describe('one account', () => {
  it.each<[string, JsonObject, unknown, string]>([
    ['a restricted name', admin('sysadmin'), enabled, 'safe'],
    ['a restricted name in another case, with white space', admin('RECOVERY '), enabled, 'safe'],
    ['a name that is not restricted', admin('jane'), enabled, 'unsafe'],
    ['any name while linking is disabled', admin('jane'), disabled, 'safe'],
    ['a linked account, restricted or not', admin('sysadmin', true), enabled, 'unsafe'],
    ['a linked account while linking is disabled', admin('jane', true), disabled, 'unsafe'],
    ['a standard account', { ...admin('sysadmin'), permission_level: 'Standard' }, enabled, 'unsafe'],
    ['the level in lower case', { ...admin('sysadmin'), permission_level: 'administrator' }, enabled, 'safe'],
    ['no level', { user_name: 'sysadmin', is_idp_linked: false }, enabled, 'unknown'],
    ['no link', { user_name: 'sysadmin', permission_level: 'Administrator' }, enabled, 'unknown'],
    ['no level, but a link', { user_name: 'sysadmin', is_idp_linked: true }, enabled, 'unsafe'],
    ['no name', { permission_level: 'Administrator', is_idp_linked: false }, enabled, 'unknown'],
    [
      'no name while linking is disabled',
      { permission_level: 'Administrator', is_idp_linked: false },
      disabled,
      'safe',
    ],
    ['settings that could not be read', admin('sysadmin'), undefined, 'unknown'],
    ['settings of another shape', admin('sysadmin'), { is_enabled: 'yes' }, 'unknown'],
    ['settings without names', admin('sysadmin'), { is_enabled: true }, 'unknown'],
    [
      'a restricted name where it is not shown if linking is enabled',
      admin('sysadmin'),
      { ...enabled, is_enabled: null },
      'safe',
    ],
    [
      'another name where it is not shown if linking is enabled',
      admin('jane'),
      { ...enabled, is_enabled: null },
      'unknown',
    ],
  ])('%s', (_, account, settings, verdict) => {
    expect(verdictOf([account], settings)).toBe(verdict);
  });
});

describe('one device', () => {
  it('is safe where one of its accounts is', () => {
    expect(verdictOf([admin('jane', true), { user_name: 'x' }, admin('sysadmin')], enabled)).toBe('safe');
  });

  it('is unknown where an account that is not shown in full might be the one', () => {
    expect(verdictOf([admin('jane'), { user_name: 'x' }], enabled)).toBe('unknown');
  });

  it('is unsafe without any account', () => {
    expect(verdictOf([], enabled)).toBe('unsafe');
  });

  it('needs an account that is safe under each of the settings', () => {
    const other = { is_enabled: true, link_restricted_local_accounts: ['itadmin'] };
    expect(verdictOf([admin('sysadmin'), admin('itadmin')], enabled, other)).toBe('unsafe');
    expect(verdictOf([admin('sysadmin')], enabled, disabled)).toBe('safe');
    expect(verdictOf([admin('sysadmin')], disabled, undefined)).toBe('unknown');
    expect(verdictOf([admin('jane')], undefined, enabled)).toBe('unsafe');
  });

  it('has accounts as a bare array too; any other shape is not understood', () => {
    expect(judgeAccounts([admin('sysadmin')], [linkingOf(enabled)])).toMatchObject({
      value: { verdict: 'safe' },
    });
    expect(judgeAccounts({}, [linkingOf(enabled)])).toMatchObject({ error: { field: 'data' } });
    expect(verdictOf(['sysadmin'], enabled)).toBe('data[]');
  });
});
