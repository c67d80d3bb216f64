// Edits of lists, and names that a list does not have yet. Pure: each returns a new list.

export function moved<T>(list: T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one === undefined || to < 0 || to > next.length) return list;
  next.splice(to, 0, one);
  return next;
}

export function replaced<T>(list: T[], index: number, one: T): T[] {
  return list.map((old, i) => (i === index ? one : old));
}

export function inserted<T>(list: T[], index: number, one: T): T[] {
  return [...list.slice(0, index), one, ...list.slice(index)];
}

export function without<T>(list: T[], index: number): T[] {
  return list.filter((_, i) => i !== index);
}

/** The wanted name, with a number added if it is taken. */
export function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let n = 2; taken.includes(name); n++) name = `${wanted} ${n}`;
  return name;
}
