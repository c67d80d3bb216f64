// The sequences section: numbers that must not skip, times that must not run backwards, messages that come regularly.

import type { Direction, Heartbeat, Sequence, Timestamps } from "../../host/types";
import { clean, linePaths } from "../../model/layout-edits";
import { button, iconButton, withIcon } from "../button";
import { hint, html } from "../html";
import { choice, inlineProblems, type LayoutsContext, numberBox, textBox } from "./form-context";

/** The profile's lists that this section edits. */
export const SERIES = ["sequences", "timestamps", "heartbeats"] as const;
/** Maximum field paths offered. */
const OFFERED = 100;

export function sequencesTab(context: LayoutsContext) {
  const { layouts, t } = context;
  const { sequences = [], timestamps = [], heartbeats = [] } = layouts.profile ?? {};
  const own = layouts.check?.layouts.flatMap((layout) => linePaths(layout.lines)) ?? [];
  const seen = layouts.seen.map((path) => (own.includes(path) ? path : `json.${path}`));
  const paths = [...new Set([...own, ...seen])].slice(0, OFFERED);
  return html`<div class="page-section">
    <datalist id="series-fields">${paths.map((path) => html`<option value=${path}></option>`)}</datalist>
    <section class="series" data-testid="series-sequences">
      <h3>${t("sequences")}</h3>
      ${hint(t("sequences-about"))}
      ${sequences.map((one, i) => sequence(context, one, i))}
      ${adding(context, "sequences", { field: "" })}
    </section>
    <section class="series" data-testid="series-timestamps">
      <h3>${t("timestamps")}</h3>
      ${hint(t("timestamps-about"))}
      ${timestamps.map((one, i) => timestamp(context, one, i))}
      ${adding(context, "timestamps", { field: "" })}
    </section>
    <section class="series" data-testid="series-heartbeats">
      <h3>${t("heartbeats")}</h3>
      ${hint(t("heartbeats-about"))}
      ${heartbeats.map((one, i) => heartbeat(context, one, i))}
      ${adding(context, "heartbeats", { text: "", every: "5s" })}
    </section>
  </div>`;
}

function adding<N extends (typeof SERIES)[number]>(
  context: LayoutsContext,
  name: N,
  one: Parameters<typeof context.layouts.add<N>>[1],
) {
  const { layouts, t } = context;
  return button("dashed", `${name}:add`, withIcon("plus", t(`${name}-add`)), () => {
    const index = layouts.profile?.[name]?.length ?? 0;
    layouts.add(name, one);
    context.focus(`${name}[${index}].${name === "heartbeats" ? "text" : "field"}`);
  });
}

function sequence(context: LayoutsContext, one: Sequence, index: number) {
  const { layouts, t } = context;
  const path = `sequences[${index}]`;
  const set = (patch: Partial<Sequence>) => layouts.put("sequences", index, clean({ ...one, ...patch }));
  return html`<div class="series-line" data-testid=${path}>
      ${field(context, `${path}.field`, t("series-field"), one.field, (text) => set({ field: text }))}
      ${field(context, `${path}.key`, t("series-key"), one.key, (text) => set({ key: text || undefined }))}
      <label class="hint">${t("series-step")}
        ${numberBox(context, {
          path: `${path}.step`,
          label: t("series-step"),
          value: one.step,
          least: -2_147_483_648,
          most: 2_147_483_647,
          placeholder: "1",
          optional: true,
          set: (step) => set({ step }),
        })}</label>
      ${choice(context, {
        path: `${path}.wrap`,
        label: t("series-wrap"),
        value: String(one.wrap ?? ""),
        options: ["", "u8", "u16", "u32", "u64", "none"],
        words: (wrap) => {
          if (wrap === "") return t("series-wrap-field");
          return wrap === "none" ? t("series-wrap-none") : wrap;
        },
        set: (wrap) => set({ wrap: wrap || undefined }),
      })}
      ${way(context, path, one.direction, (direction) => set({ direction }))}
      ${removing(context, "sequences", index, one.name || one.field)}
    </div>
    ${inlineProblems(context, `${path}.field`, `${path}.key`, `${path}.step`, `${path}.wrap`)}`;
}

function timestamp(context: LayoutsContext, one: Timestamps, index: number) {
  const { layouts, t } = context;
  const path = `timestamps[${index}]`;
  const set = (patch: Partial<Timestamps>) => layouts.put("timestamps", index, clean({ ...one, ...patch }));
  return html`<div class="series-line" data-testid=${path}>
      ${field(context, `${path}.field`, t("series-field"), one.field, (text) => set({ field: text }))}
      ${field(context, `${path}.key`, t("series-key"), one.key, (text) => set({ key: text || undefined }))}
      ${way(context, path, one.direction, (direction) => set({ direction }))}
      ${removing(context, "timestamps", index, one.name || one.field)}
    </div>
    ${inlineProblems(context, `${path}.field`, `${path}.key`)}`;
}

const CONDITIONS = ["text", "code", "layout", "prefix"] as const;
type Condition = (typeof CONDITIONS)[number];

function heartbeat(context: LayoutsContext, one: Heartbeat, index: number) {
  const { layouts, t } = context;
  const path = `heartbeats[${index}]`;
  const set = (patch: Partial<Heartbeat>) => layouts.put("heartbeats", index, clean({ ...one, ...patch }));
  const by: Condition = CONDITIONS.find((name) => one[name] !== undefined) ?? "text";
  const none = { text: undefined, code: undefined, layout: undefined, prefix: undefined };
  const value = String(one[by] ?? "");
  return html`<div class="series-line" data-testid=${path}>
      ${choice<Condition>(context, {
        path: `${path}.by`,
        label: t("heartbeat-by"),
        value: by,
        options: CONDITIONS,
        words: (name) => t(`heartbeat-by-${name}`),
        set: (name) => set({ ...none, [name]: name === "layout" ? (layouts.names[0] ?? "") : "" }),
      })}
      ${
        by === "layout"
          ? choice(context, {
              path: `${path}.layout`,
              label: t("heartbeat-by-layout"),
              value,
              options: layouts.names,
              set: (layout) => set({ layout }),
            })
          : textBox(context, {
              path: `${path}.${by}`,
              label: t(`heartbeat-by-${by}`),
              value,
              set: (text) => set({ [by]: text }),
            })
      }
      <label class="hint">${t("heartbeat-every")}
        ${textBox(context, {
          path: `${path}.every`,
          label: t("heartbeat-every"),
          placeholder: "5s",
          value: one.every,
          set: (every) => set({ every }),
        })}</label>
      <label class="hint">±
        ${textBox(context, {
          path: `${path}.tolerance`,
          label: t("heartbeat-tolerance"),
          placeholder: "1s",
          value: one.tolerance ?? "",
          set: (tolerance) => set({ tolerance: tolerance || undefined }),
        })}</label>
      ${way(context, path, one.direction, (direction) => set({ direction }))}
      ${removing(context, "heartbeats", index, one.name || value)}
    </div>
    ${inlineProblems(context, path, ...["code", "layout", "prefix", "every", "tolerance"].map((part) => `${path}.${part}`))}`;
}

/** A path, with the known ones offered. */
function field(
  context: LayoutsContext,
  path: string,
  label: string,
  value: string | undefined,
  set: (text: string) => void,
) {
  return textBox(context, { path, label, value: value ?? "", list: "series-fields", set });
}

function way(
  context: LayoutsContext,
  path: string,
  direction: Direction | undefined,
  set: (direction: Direction | undefined) => void,
) {
  return choice<Direction>(context, {
    path: `${path}.direction`,
    label: context.t("column-direction"),
    value: direction ?? "received",
    options: ["received", "sent"],
    words: (one) => context.t(one),
    set: (one) => set(one === "received" ? undefined : one),
  });
}

function removing(context: LayoutsContext, name: (typeof SERIES)[number], index: number, called: string) {
  const { layouts, t } = context;
  return iconButton("trash", "bare", `${name}[${index}]:remove`, t("delete"), () =>
    layouts.remove(name, index, called),
  );
}
