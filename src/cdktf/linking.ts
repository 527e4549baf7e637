// Account linking whose restricted names always hold the floor. A restricted name is never linked, so the
// administrators that every machine has stay local, and somebody can still sign in when linking goes wrong.

import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { finding } from '../config/finding.ts';
import { floor } from '../kinds/account_linking/operations.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { fold } from '../model/local-accounts.ts';
import { AccountLinking, type AccountLinkingConfig } from './bindings/account-linking.gen.ts';
import { tell } from './findings.ts';

type Typed = 'restrictedAccounts' | 'attributeType' | 'ondemandProvisioningSettings' | 'sync';

export interface SafeAccountLinkingConfig extends Omit<AccountLinkingConfig, Typed> {
  /** Names to restrict beside administrator, admin, root, sysadmin and recovery. */
  readonly restricted?: readonly string[];
  /**
   * `exact`: these names, the floor, and no others. `at_least`: whatever else is restricted stays so. Absent:
   * `at_least`, which never takes a name away.
   */
  readonly mode?: 'exact' | 'at_least';
  readonly attributeType?: 'attribute' | 'naming_format';
  readonly ondemandProvisioningSettings?: {
    readonly isEnabled?: boolean;
    /** `admin` needs `acknowledge`. */
    readonly defaultPermissionLevel?: 'standard' | 'admin';
  };
  /** `on_change`: after a change, apply the settings to every unlinked local account. Cannot be undone. */
  readonly sync?: 'never' | 'on_change';
}

/** The account-linking settings of a tenant, with restricted names that keep people in. */
export class SafeAccountLinking extends Construct {
  readonly linking: AccountLinking;

  constructor(scope: Construct, id: string, config: SafeAccountLinkingConfig = {}) {
    super(scope, id);
    const { restricted = [], mode = 'at_least', ...settings } = config;
    const mistakes = mistakesIn(restricted);
    tell(this, mistakes);
    const names = mistakes.length > 0 ? [...floor] : withFloor(restricted);
    this.linking = new AccountLinking(this, 'Default', { ...settings, restrictedAccounts: { mode, names } });
  }
}

/** The floor and then the names, each once; names are compared without case. */
function withFloor(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...floor, ...names].filter((name) => !seen.has(fold(name)) && seen.add(fold(name)));
}

function mistakesIn(names: readonly string[]): readonly Diagnostic[] {
  if (Token.isUnresolved(names)) return [notYetKnown];
  return names.some((name) => name.trim() === '') ? [blank] : [];
}

const notYetKnown = finding('wrong-type', {
  summary: 'restricted is a list that is known only to terraform',
  why: 'the floor cannot be added to names that are not known when the app is synthesised',
  next: 'write the names as texts, or read them from a file',
});

const blank = finding('wrong-value', {
  summary: 'restricted has a name that is empty',
  why: 'an empty name restricts nobody',
  next: 'write the name, or take it out',
});
