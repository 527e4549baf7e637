// How the desired sections of a kind are spelled as resources of Terraform, as data: the same desired state in another
// notation. Arguments keep the names and the shape that the section has; what differs is said here.

import type { JsonObject } from './json.ts';

/** The provider's prefix of every type of resource. */
export const resourcePrefix = 'id360_';

interface Common {
  /** Without the prefix: `device_set`. */
  readonly type: string;
  /** In one sentence, for the registry's pages. */
  readonly description: string;
  /** Dotted keys of the section that resources do not have. */
  readonly omits?: readonly string[];
  /** What people see of the objects behind it while planning: whom it is about, by key, and how each of them is. */
  readonly members?: string;
  /** The keys of `members` are run once, each: what comes of them is known only after they ran. */
  readonly once?: true;
  /**
   * Values of arguments that could hurt. With one of them, or one that is not known yet, a plan must show what it is about;
   * of what is run once, always.
   */
  readonly hurts?: Readonly<Record<string, readonly string[]>>;
  /** Arguments whose lists are in an order that counts; in all others it does not. */
  readonly ordered?: readonly string[];
  /** Fields of the live state that the arguments call otherwise: the dotted argument of each. */
  readonly fields?: Readonly<Record<string, string>>;
  /** How the short form of an import id is put together, by arguments: `action/app_config_id`. */
  readonly importId: readonly string[];
  /**
   * What an import id that only selects may want of its objects: arguments, in the order in which they are tried. The
   * first that all objects fit is taken.
   */
  readonly importAs?: readonly JsonObject[];
  /** Codes of the findings that something selected is not there: there is nothing that an import could take up. */
  readonly absent?: readonly string[];
}

/** One resource for the tenant: the members of `section` are arguments, and each of `parts` is one argument. */
export interface WholeResource extends Common {
  readonly of: 'sections';
  readonly section: string;
  /** Sections by the argument that each of them is. */
  readonly parts: Readonly<Record<string, string>>;
}

/** One resource for each member of `section`; its key is the argument `key`. */
export interface EntryResource extends Common {
  readonly of: 'entries';
  readonly section: string;
  readonly key: string;
  /** False: the key is only a name for people, and may be left out. */
  readonly keyRequired: boolean;
  /** A member may be a list: then each item is a resource. */
  readonly listed: boolean;
}

export type ResourceRule = WholeResource | EntryResource;

/** Sections that a rule speaks of. */
export const sectionsOfRule = (rule: ResourceRule): readonly string[] =>
  rule.of === 'entries' ? [rule.section] : [rule.section, ...Object.values(rule.parts)];
