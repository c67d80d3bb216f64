// One line of a packed message's form: colour, name, type, value and error.

import type { ErrorDto, FormLine } from "../../host/types";
import type { Text } from "../../model/text";
import { iconButton } from "../button";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { lineBox } from "../line-ends";
import { item, type MenuItem, openMenu } from "../menu";

interface PackedRow {
  /** The field whose bytes are highlighted with the line. */
  field: string;
  /** The line's visible name. */
  label: string;
  type: string;
  colour: number;
  testid: string;
  value: string;
  /** Not editable: a constant, or computed by Wirelark. */
  fixed?: boolean;
  placeholder?: string;
  line?: FormLine | undefined;
  fault?: ErrorDto | null;
  labels?: Record<string, string>;
  inner?: boolean;
  write: (value: string) => void;
  keydown?: (event: KeyboardEvent) => void;
  before?: TemplateResult | typeof nothing;
  after?: TemplateResult | typeof nothing;
}

/** Accepts a typographic minus; digits are not grouped, so that they can be edited. */
function number(text: string) {
  return text.replace(/^-/, "−");
}

export function range(text: Text, line: { low?: string; high?: string } | undefined): string | null {
  if (line?.low === undefined || line.high === undefined) return null;
  return text.t("field-range", { low: number(line.low), high: number(line.high) });
}

/** A short error that fits into the line. */
function faultText(text: Text, fault: ErrorDto, line: FormLine | undefined) {
  const span = range(text, line);
  if (span && (fault.code === "value_range" || fault.code === "value_invalid")) return span;
  const { what, help } = text.error(fault);
  const problem = fault.args.problem ? text.t(`problem-${fault.args.problem}`) : "";
  if (problem && !problem.startsWith("problem-")) return problem;
  return help ? `${what} ${help}` : what;
}

export function row(text: Text, one: PackedRow) {
  const { fault, labels = {} } = one;
  const names = Object.entries(labels);
  const said = names.find(([value]) => value === one.value)?.[1];
  const id = `fault-${one.testid}`;
  return html`<div class="packed-row ${one.inner ? "inner" : ""}" data-field=${one.field} data-testid="packed-field">
    <span class="packed-name f${one.colour % 8}" title=${one.label}>${one.label}</span>
    ${one.before ?? html`<span class="packed-type">${one.type}</span>`}
    <span class="packed-value">
      ${lineBox(text, {
        testid: one.testid,
        label: text.t("field-value-of", { name: one.label }),
        value: one.value,
        write: one.write,
        invalid: Boolean(fault),
        ...(fault ? { describedby: id } : {}),
        placeholder: one.placeholder ?? "",
        title: range(text, one.line),
        readonly: one.fixed ?? false,
        ...(one.keydown ? { keydown: one.keydown } : {}),
      })}
      ${said ? html`<span class="packed-label">${said}</span>` : nothing}
      ${names.length > 0 && !one.fixed ? labelMenu(text, one, names) : nothing}
    </span>
    ${one.after ?? html`<span></span>`}
    ${
      fault
        ? html`<span
            class="packed-fault"
            id=${id}
            role="alert"
            data-testid="field-fault"
          >${faultText(text, fault, one.line)}</span>`
        : nothing
    }
  </div>`;
}

function labelMenu(text: Text, one: PackedRow, names: [string, string][]) {
  const open = (at: Element) =>
    openMenu(
      names.map(
        ([value, name]): MenuItem =>
          item("field-label", name, () => one.write(value), {
            hint: value,
            checked: one.value === value || one.value === name,
          }),
      ),
      at,
    );
  return iconButton(
    icon("chevron", "down"),
    "bare",
    "field-labels",
    text.t("field-labels", { name: one.label }),
    open,
    { menu: true },
  );
}
