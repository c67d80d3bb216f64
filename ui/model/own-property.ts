// Lookup of entries by names that come from the user or a file.

/** The own entry of this name; inherited members such as `constructor` and `toString` are not entries. */
export function own<T>(entries: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
