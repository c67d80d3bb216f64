// A packed message by its format: text and field list, kept in step.

import { live } from "lit/directives/live.js";
import {
  add,
  change,
  type FilledFormat,
  type FormatLine,
  fill,
  hasLength,
  lines,
  MOST_LINES,
  move,
  PREFIXES,
  parse,
  remove,
  TYPES,
  typeName,
  withPrefix,
} from "../../model/format";
import type { Models } from "../../model/models";
import { button, iconButton, withIcon } from "../button";
import { html, nothing, options } from "../html";
import { inlineError } from "../inline-error";
import { item, type MenuEntry, openMenu } from "../menu";
import { arrowStep, typed } from "../panel";
import { row } from "./row";

export function formatForm(models: Models, host: HTMLElement) {
  const { composer, text } = models;
  const { format = "", values = [] } = composer.draft;
  const now: FilledFormat = { format, values: values.map(String) };
  const known = parse(format);
  const all = known ? lines(known) : [];
  const error = composer.preview?.error?.path === "format" ? composer.preview.error : null;
  const prefix = format === "" ? "<" : known ? known.prefix || "@" : "";
  const put = (next: FilledFormat) => composer.edit({ format: next.format, values: next.values });
  return html`<div class="packed-head">
      <label class="packed-format">
        <span>${text.t("format")}</span>
        <input
          class="mono"
          data-testid="format"
          spellcheck="false"
          autocapitalize="off"
          aria-invalid=${error !== null}
          placeholder=${text.t("for-example", { value: "<ib" })}
          .value=${live(format)}
          @input=${(event: Event) => write(models, typed(event))}
        />
      </label>
      <select
        data-testid="prefix"
        aria-label=${text.t("byte-order")}
        title=${text.t(prefix ? `prefix-${ORDER[prefix]}` : "byte-order")}
        .value=${live(prefix)}
        ?disabled=${!known}
        @change=${(event: Event) => put({ ...now, format: withPrefix(format, typed(event)) })}
      >
        ${options(PREFIXES, prefix, (one) => `${one} ${text.t(`prefix-${ORDER[one]}`)}`)}
      </select>
    </div>
    ${inlineError(text, error, "format-error")}
    <div class="packed-rows" role="list">${all
      .slice(0, MOST_LINES)
      .map((line, at) => fieldRow(models, host, now, all, line, at))}</div>
    ${
      all.length > MOST_LINES
        ? html`<p class="hint" data-testid="too-many">${text.t("fields-too-many", { count: MOST_LINES })}</p>`
        : nothing
    }
    ${button(
      "dashed small",
      "field-add",
      withIcon("plus", text.t("packed-add")),
      (at) => openMenu(typeMenu(models, now), at),
      { disabled: !known, menu: true },
    )}`;
}

const KINDS = ["integers", "floats", "others"];
const ORDER: Record<string, string> = { "=": "standard", "<": "little", ">": "big", "!": "network", "@": "native" };

/** Sets the typed format, and a value for each of its fields. */
function write({ composer }: Models, format: string) {
  const known = parse(format);
  const values = (composer.draft.values ?? []).map(String);
  composer.edit({ format, values: known ? fill(known, values) : values });
}

function typeMenu({ text, composer }: Models, now: FilledFormat): MenuEntry[] {
  return TYPES.flatMap((group, i): MenuEntry[] => [
    { heading: text.t(`types-${KINDS[i]}`) },
    ...group.map((ch) =>
      item(
        `add-${ch === "?" ? "bool" : ch}`,
        hasLength(ch) ? text.t(`type-of-${ch}`) : typeName(ch),
        () => composer.edit(add(now, ch)),
        { hint: ch },
      ),
    ),
  ]);
}

function fieldRow(
  models: Models,
  host: HTMLElement,
  now: FilledFormat,
  all: FormatLine[],
  line: FormatLine,
  at: number,
) {
  const { composer, text } = models;
  const put = (next: FilledFormat) => composer.edit({ format: next.format, values: next.values });
  const go = (by: number) => {
    put(move(now, at, at + by));
    void (host as HTMLElement & { updateComplete?: Promise<unknown> }).updateComplete?.then(() =>
      host.querySelectorAll<HTMLElement>(".packed-rows > .packed-row")[at + by]?.querySelector("input")?.focus(),
    );
  };
  const keydown = (event: KeyboardEvent) => {
    const by = arrowStep(event, "y");
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    if (at + by >= 0 && at + by < all.length) go(by);
  };
  const menu = (button: Element) =>
    openMenu(
      [
        item("line-up", text.t("field-up"), () => go(-1), { hint: "Alt+↑", disabled: at === 0 }),
        item("line-down", text.t("field-down"), () => go(1), { hint: "Alt+↓", disabled: at === all.length - 1 }),
        "line",
        item("line-remove", text.t("field-remove"), () => put(remove(now, at)), { danger: true }),
      ],
      button,
    );
  const more = iconButton("dots", "bare", "line-more", text.t("field-more"), menu, { menu: true });
  const length = hasLength(line.ch)
    ? html`<span class="packed-type">${typeName(line.ch).replace(/\[.*/, "")}<input
        class="mono packed-length"
        type="number"
        min="0"
        data-testid="field-length"
        aria-label=${text.t("field-length")}
        .value=${live(String(line.count))}
        @change=${(event: Event) => {
          const count = Math.max(0, Math.floor(Number(typed(event))));
          if (Number.isSafeInteger(count)) put(change(now, at, { count }));
        }}
      /></span>`
    : undefined;
  if (line.value === null)
    return html`<div class="packed-row pad" data-testid="packed-pad">
      <span class="packed-name">${text.t(line.count === 0 ? "align" : "padding")}</span>${
        length ?? html`<span class="packed-type">0${line.ch}</span>`
      }<span></span>${more}
    </div>`;
  const { value } = line;
  const name = String(value + 1);
  const own = composer.preview?.lines[value];
  return row(text, {
    field: name,
    label: name,
    type: typeName(line.ch),
    colour: value,
    testid: "value",
    value: String(now.values[value] ?? ""),
    line: own?.type === line.ch ? own : undefined,
    fault: composer.preview?.faults.find((one) => one.path === `values[${value}]`) ?? null,
    placeholder: hasLength(line.ch) || line.ch === "c" ? "text:… hex:…" : "",
    write: (typedText) => composer.edit({ values: now.values.map((old, i) => (i === value ? typedText : old)) }),
    keydown,
    ...(length ? { before: length } : {}),
    after: more,
  });
}
