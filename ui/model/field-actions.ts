// User actions on a decoded field, selected bytes, or a message without a layout.

import type { Host } from "../host/host";
import type { Layout, LayoutRule, Profile, RowDto } from "../host/types";
import { outcome } from "./as-error";
import { asText, hex } from "./bytes";
import type { FieldColumns } from "./field-columns";
import type { TreeLineData } from "./field-tree";
import type { Inspection } from "./inspection";
import type { Layouts } from "./layouts";
import { freeName as freeNameIn } from "./list";
import type { Notices } from "./notices";
import type { Payload } from "./payload";
import type { Profiles } from "./profiles";
import type { Selection } from "./selection";

interface FieldActionDeps {
  host: Host;
  payload: Payload;
  inspection: Inspection;
  columns: FieldColumns;
  profiles: Profiles;
  notices: Notices;
  layouts: Layouts;
  selection: Selection;
}

export class FieldActions {
  constructor(private readonly parts: FieldActionDeps) {}

  async copyField(line: TreeLineData, form: "value" | "json"): Promise<void> {
    const { host, payload, inspection, notices } = this.parts;
    const { connection, row } = payload;
    if (connection === null || !row) return;
    await this.#guard(async () => {
      const first = inspection.decoded?.window?.first ?? 0;
      await host.copyField(connection, row.row, first, line.at, form, payload.whole);
      notices.say("notice-copied-field", { name: line.node.name });
    });
  }

  async copyText(text: string, name: string): Promise<void> {
    await this.#guard(async () => {
      await this.parts.host.copyText(text);
      this.parts.notices.say("notice-copied-field", { name });
    });
  }

  /** Copies the bytes selected in the hex view. */
  async copyBytes(form: "hex" | "text"): Promise<void> {
    const { host, payload, inspection, notices } = this.parts;
    await this.#guard(async () => {
      const { from, to } = inspection.selected;
      const bytes = await payload.bytes(from, to);
      await host.copyText(form === "hex" ? hex(bytes) : asText(bytes));
      notices.say("notice-copied-bytes", { count: bytes.length });
    });
  }

  /** Whether the field can be added as a column: false if it is one already or has no path. */
  canShow(line: TreeLineData): boolean {
    const { columns, inspection } = this.parts;
    const { decoded } = inspection;
    // A column reads only a message's first page of fields.
    if (inspection.first > 0) return false;
    // A list that is a whole text message has no name for a column path.
    const whole = decoded?.layout === "" && decoded.nodes.length === 1 && line.level === 1 && line.node.kind === "list";
    return columns.mine && !columns.has(inspection.path(line)) && line.node.kind !== "raw" && !whole;
  }

  showColumn(line: TreeLineData): void {
    const { columns, inspection, notices } = this.parts;
    const field = inspection.path(line);
    columns.add(field);
    notices.say("notice-column-shown", { title: field });
  }

  /** Adds a layout that fits the message and the other selected ones like it, and a rule that selects it for similar messages. */
  async propose(row: RowDto): Promise<void> {
    const { host, payload, profiles, notices, layouts, selection } = this.parts;
    const { connection } = payload;
    const draft = profiles.current;
    if (connection === null || !draft) return;
    await this.#guard(async () => {
      const name = freeName(
        draft.profile,
        row.codeName?.toLowerCase() || (row.code === null ? row.kind : `code ${row.code}`),
      );
      const { layout, reasons } = await host.proposeLayout(connection, row.row, selection.ranges, name);
      if (profiles.current?.key !== draft.key) return;
      profiles.edit((profile) => withLayout(profile, layout, ruleFor(row, name)));
      notices.say("notice-layout-made", { name }, () => {
        if (profiles.current?.key === draft.key) profiles.edit((profile) => withoutLayout(profile, name));
      });
      layouts.showOn(name, row.row, reasons);
    });
  }

  async #guard(job: () => Promise<unknown>) {
    const { inspection } = this.parts;
    inspection.failure = null;
    const [, error] = await outcome(job());
    inspection.failure = error;
    inspection.changed();
  }
}

export function freeName(profile: Profile, wanted: string): string {
  return freeNameIn(
    wanted,
    (profile.layouts ?? []).map((layout) => layout.name ?? ""),
  );
}

export function ruleFor(row: RowDto, layout: string): LayoutRule {
  const direction = row.direction === "sent" ? "sent" : "received";
  return row.code === null
    ? { kind: row.kind === "text" ? "text" : "binary", direction, layout }
    : { code: row.code, direction, layout };
}

/**
 * Adds the layout and its rule. A rule for one code goes first because it is more specific; a rule for a whole kind
 * goes last.
 */
export function withLayout(profile: Profile, layout: Layout, rule: LayoutRule): Profile {
  const rules = profile.rules ?? [];
  return {
    ...profile,
    layouts: [...(profile.layouts ?? []), layout],
    rules: rule.code === undefined ? [...rules, rule] : [rule, ...rules],
  };
}

export function withoutLayout(profile: Profile, name: string): Profile {
  const { layouts = [], rules = [], ...rest } = profile;
  const left = layouts.filter((layout) => layout.name !== name);
  const leftRules = rules.filter((rule) => rule.layout !== name);
  return {
    ...rest,
    ...(left.length > 0 ? { layouts: left } : {}),
    ...(leftRules.length > 0 ? { rules: leftRules } : {}),
  };
}
