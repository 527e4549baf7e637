// Work that is done once for each object, for as long as the object lives: many objects share few states, and what was
// made of one must be one object again, or they would share no longer.

/** Gives for an object what `work` gave when it was first asked about it; where that was undefined, it is asked again. */
export function oncePer<Key extends object, Made>(work: (key: Key) => Made): (key: Key) => Made {
  const made = new WeakMap<Key, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const first = work(key);
    made.set(key, first);
    return first;
  };
}

/** As `oncePer`, for two objects. */
export function oncePerPair<A extends object, B extends object, Made>(
  work: (a: A, b: B) => Made,
): (a: A, b: B) => Made {
  const rows = oncePer((a: A) => oncePer((b: B) => work(a, b)));
  return (a, b) => rows(a)(b);
}

/**
 * Gives what `work` gave last where it is given the very same again: in a fleet, most objects are like the one before them.
 */
export function asBefore<Given extends readonly unknown[], Made>(
  work: (...given: Given) => Made,
): (...given: Given) => Made {
  let last: { readonly given: Given; readonly made: Made } | undefined;
  return (...given) => {
    if (last === undefined || !areSame(last.given, given)) last = { given, made: work(...given) };
    return last.made;
  };
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false;
  return true;
}
