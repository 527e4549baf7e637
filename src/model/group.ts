// The part of the desired state that asks for a change, as one text: a name, or several where they ask for the same.

const separator = ' + ';

export const groupOf = (names: readonly string[]): string => names.join(separator);

/** The names in a group's text; names hold no white space. */
export const namesIn = (group: string): readonly string[] => group.split(separator);
