// Attribute paths: `name`, `name.sub`, and both behind a schema URN. Decides what is one, and takes it apart.

export interface PathParts {
  /** The URN of a schema extension, under which a row keeps its attributes; empty for the row's own attributes. */
  readonly extension: string;
  readonly names: readonly [string, ...string[]];
}

const urn = /^urn(?::[\w.%$-]+)+$/i;
/** SCIM itself has one sub-attribute; a bound keeps the walk down a row short. */
const mostNames = 8;
const wrongChar = /[^\w$-]/;

/**
 * A path taken apart. Only a URN with `:extension:` in it (RFC 7643 §3.3 names them so) leads into a part of its
 * own; any other URN names the schema of the row itself.
 */
export function splitPath(path: string): PathParts {
  const colon = path.lastIndexOf(':');
  const schema = path.slice(0, Math.max(colon, 0));
  const [first = '', ...rest] = path.slice(colon + 1).split('.');
  return { extension: /:extension:/i.test(schema) ? schema : '', names: [first, ...rest] };
}

/** What keeps a text from being a path: the 0-based offset in it, and why; undefined for a path. */
export function wrongInPath(path: string): { readonly offset: number; readonly message: string } | undefined {
  const colon = path.lastIndexOf(':');
  if (colon >= 0 && !urn.test(path.slice(0, colon))) {
    return { offset: 0, message: 'a name with ":" starts with a schema URN: urn:…:os_type' };
  }
  let offset = colon + 1;
  for (const [i, name] of path.slice(offset).split('.').entries()) {
    if (i === mostNames)
      return { offset, message: `an attribute has at most ${mostNames} names between dots` };
    const wrong = wrongInName(name);
    if (wrong !== undefined) return { offset: offset + wrong.offset, message: wrong.message };
    offset += name.length + 1;
  }
  return undefined;
}

function wrongInName(name: string): { offset: number; message: string } | undefined {
  if (name === '') return { offset: 0, message: 'an attribute name is missing beside "." or ":"' };
  const offset = name.search(wrongChar);
  if (offset >= 0)
    return { offset, message: `${JSON.stringify(name.charAt(offset))} cannot stand in an attribute name` };
  if (/^[a-z_$]/i.test(name)) return undefined;
  return { offset: 0, message: `"${name}" is not an attribute name: one starts with a letter` };
}
