// The table's columns of decoded fields. They belong to the open profile, and every change edits it.

import type { FieldColumn, Layout } from "../host/types";
import type { ConnectionModel } from "./connection";
import { inserted, moved, without } from "./list";
import type { Notices } from "./notices";
import type { Profiles } from "./profiles";
import type { Rows } from "./rows";

export class FieldColumns {
  constructor(
    private readonly profiles: Profiles,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly notices: Notices,
  ) {}

  /** The columns as the rows have them. */
  get list(): FieldColumn[] {
    return this.rows.columns;
  }

  /** Whether the rows are the open profile's, so that its columns can be changed. */
  get mine(): boolean {
    return this.profiles.current !== null && this.profiles.current.key === this.connection.key;
  }

  /** Indexes of columns whose field no layout of the profile has; a JSON message may still have it. */
  get unknown(): number[] {
    const layouts = this.mine ? (this.profiles.current?.profile.layouts ?? []) : [];
    if (layouts.length === 0) return [];
    const names = fieldNames(layouts);
    return this.list.flatMap(({ field }, cell) => (names.has(firstName(field)) ? [] : [cell]));
  }

  has(field: string): boolean {
    return this.list.some((column) => column.field === field);
  }

  add(field: string): void {
    if (!this.has(field)) this.#edit((columns) => [...columns, { field }]);
  }

  rename(cell: number, title: string): void {
    this.#edit((columns) =>
      columns.map((column, i) => {
        if (i !== cell) return column;
        const { field } = column;
        return title === "" || title === field ? { field } : { ...column, title };
      }),
    );
  }

  remove(cell: number): void {
    const { current } = this.profiles;
    const gone = current?.profile.columns?.[cell];
    if (!gone || !current) return;
    this.#edit((columns) => without(columns, cell));
    this.notices.say("notice-column-removed", { title: gone.title || gone.field }, () => {
      if (this.profiles.current?.key !== current.key) return;
      this.#edit((columns) => inserted(columns, cell, gone));
    });
  }

  move(cell: number, by: number): void {
    this.#edit((columns) => moved(columns, cell, cell + by));
  }

  #edit(change: (columns: FieldColumn[]) => FieldColumn[]) {
    if (!this.mine) return;
    this.profiles.edit((profile) => {
      const { columns, ...rest } = profile;
      const next = change(columns ?? []);
      return next.length > 0 ? { ...rest, columns: next } : rest;
    });
  }
}

/** The names that a path into a message of these layouts may begin with. */
export function fieldNames(layouts: readonly Layout[]): Set<string> {
  const names = new Set(["json", "tail"]);
  for (const layout of layouts) {
    let tails = 0;
    for (let part: Layout | undefined = layout; part; part = part.tail?.then) {
      for (const { name } of part.fields ?? []) if (name) names.add(name);
      if (part.tail) names.add(part.tail.name || (++tails > 1 ? `tail${tails}` : "tail"));
    }
  }
  return names;
}

/** Unnamed fields are called by index, and only the format knows how many there are. */
function firstName(path: string) {
  const first = path.split(/[.[]/, 1)[0] ?? "";
  return /^\d+$/.test(first) ? "tail" : first;
}
