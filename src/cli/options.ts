// Options as commander gives them, with their types made sure of in one place.

type Given = Readonly<Record<string, unknown>>;

export const text = (options: Given, key: string): string | undefined => {
  const value = options[key];
  return typeof value === 'string' ? value : undefined;
};

export const texts = (options: Given, key: string): readonly string[] => {
  const value = options[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

export const flag = (options: Given, key: string): boolean => options[key] === true;

/** True where the command prints JSON. */
export const wantsJson = (options: Given): boolean => flag(options, 'json') || options['format'] === 'json';

export type { Given };
