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
