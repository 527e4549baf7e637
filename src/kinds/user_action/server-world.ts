// The seeded users and organizational units. The row at an index follows from the seed and the index alone. `ou`,
// `fails` and `fails_times` are the simulator's own: no answer shows them.

import { isObject, type JsonObject } from '../../model/json.ts';
import { rowsSource, type Seeding, type Source } from '../../model/server.ts';

const firstUser = 2000000174051;
const firstOu = 2000000900001;

/** A small tree, each with the place of its parent in this list: two branches below the root, one of them deeper. */
const parents: readonly (number | null)[] = [null, 0, 0, 1, 1, 4];

/** Rows of the table `ous`. */
export function ouRows({ given }: Seeding): readonly (readonly [string, JsonObject])[] {
  const exact = given['ous'];
  if (isObject(exact)) return Object.entries(exact).map(([id, parent]) => [id, { id, parent }]);
  return parents.map((at, index) => {
    const id = String(firstOu + index);
    return [id, { id, parent: at === null ? null : String(firstOu + at) }];
  });
}

/** The table `users`. */
export function usersSource({ users, seed, given }: Seeding): Source {
  const exact = given['users'];
  if (Array.isArray(exact)) {
    const rows = exact.map((row: JsonObject, index) => ({
      ...row,
      id: String(row['id'] ?? firstUser + index),
    }));
    return rowsSource(rows.map((row) => [row.id, row]));
  }
  return {
    count: users,
    key: (index) => String(firstUser + index),
    row: (index) => seededUser(seed, index),
    index: (key) => {
      const index = Number(key) - firstUser;
      const isOne = Number.isInteger(index) && index >= 0 && index < users;
      return isOne && String(index + firstUser) === key ? index : undefined;
    },
  };
}

const firstNames = [
  ...['John', 'Jane', 'Priya', 'Omar', 'Mei', 'Lucas', 'Anna', 'Walter', 'Nadia', 'Tom', 'Zoë', 'José'],
  ...['Ingrid', 'Kwame', 'Sofía', 'Dmitri', 'Aiko', 'Renée', 'Hassan', 'Björk', 'Carlos', 'Fatima'],
];
const lastNames = [
  ...['Doe', 'Smith', 'Raman', 'Haddad', 'Lin', "O'Brien", 'García', 'Müller', 'Okafor', 'van der Berg'],
  ...['Ivanova', 'Tanaka', 'Dupont', 'Al-Sayed', 'Nilsson', 'Silva', 'Kim', 'Novák', 'Rossi', 'Cohen'],
  ...['Andersen', 'Khan', 'Lopez'],
];

/** The lists' lengths share no divisor, so that a full name comes again only after all of them; a number follows then. */
function seededUser(seed: number, index: number): JsonObject {
  const at = index + (seed - 1) * 7;
  const first_name = firstNames[at % firstNames.length] ?? '';
  const last_name = lastNames[at % lastNames.length] ?? '';
  const round = Math.floor(index / (firstNames.length * lastNames.length));
  const local = `${ascii(first_name)}.${ascii(last_name)}${round === 0 ? '' : round + 1}`;
  const ou = String(firstOu + ((index * 5 + seed) % parents.length));
  const id = String(firstUser + index);
  return { id, first_name, last_name, email: `${local}@contoso.example`, ou };
}

const ascii = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
