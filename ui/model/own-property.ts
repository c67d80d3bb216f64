// Entries by names of the user's own, or of a file's.

/** The entry of this name. An object has more than was put into it: `constructor` and `toString` of every object are functions. */
export function own<T>(entries: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
