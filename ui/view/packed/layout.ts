// A packed message of one of the profile's layouts: one line per named field.

import type { FormLine, LayoutBits, Literal, MessageTail } from "../../host/types";
import { typeName } from "../../model/format";
import type { Models } from "../../model/models";
import { own } from "../../model/own-property";
import { html, type TemplateResult } from "../html";
import { inlineError } from "../inline-error";
import { row } from "./row";
import { tailForm } from "./tail";

export function layoutForm(models: Models): TemplateResult {
  const { composer, text } = models;
  const { draft, preview } = composer;
  const first = preview?.lines.find((line) => line.tail)?.name ?? "";
  const error =
    preview?.error && (preview.error.path === "layout" || preview.lines.length === 0) ? preview.error : null;
  return html`${inlineError(text, error, "layout-error")}
    <div class="packed-rows" role="list">
      ${formLines(models, preview?.lines ?? [], {
        path: "fields",
        fields: draft.fields ?? {},
        write: (name, value) => composer.editField(name, value),
        tail: (name) => own(draft.tails, name) ?? (name === first ? draft.tail : undefined) ?? null,
        writeTail: (name, tail) =>
          composer.editTail(name === first && own(draft.tails, name) === undefined ? null : name, tail),
        tailPath: (name) => (name === first && own(draft.tails, name) === undefined ? "tail" : `tails.${name}`),
      })}
    </div>`;
}

/** Where the lines' values are stored. */
interface LineSlot {
  path: string;
  fields: Record<string, Literal>;
  write: (name: string, value: string) => void;
  tail: (name: string) => MessageTail | null;
  writeTail: (name: string, tail: MessageTail | null) => void;
  tailPath: (name: string) => string;
  /** Inside a repeated element: everything has the repeat's colour. */
  within?: { field: string; colour: number };
}

export function formLines(models: Models, all: FormLine[], place: LineSlot): TemplateResult[] {
  return all.flatMap((line) => {
    if (line.tail) {
      const value = place.tail(line.name);
      const write = (tail: MessageTail | null) => place.writeTail(line.name, tail);
      return [tailForm(models, { line, value, write, path: place.tailPath(line.name), within: place.within })];
    }
    return [fieldLine(models, line, place), ...line.bits.map((bits) => bitsLine(models, line, bits, place))];
  });
}

function fieldLine({ text, composer }: Models, line: FormLine, place: LineSlot) {
  const given = own(place.fields, line.name);
  const fixed = line.computed && given === undefined;
  return row(text, {
    field: place.within?.field ?? line.name,
    label: line.name,
    type: typeName(line.type, line.size),
    colour: place.within?.colour ?? line.colour,
    testid: `field-${line.name}`,
    value: fixed ? (line.value ?? "") : String(given ?? ""),
    fixed,
    placeholder: fixed
      ? text.t("field-computed")
      : line.bits.length > 0
        ? text.t("field-from-bits")
        : (line.value ?? ""),
    line,
    labels: line.labels,
    fault: composer.preview?.faults.find((one) => one.path === `${place.path}.${line.name}`) ?? null,
    write: (value) => place.write(line.name, value),
  });
}

function bitsLine({ text, composer }: Models, line: FormLine, bits: LayoutBits, place: LineSlot) {
  const name = `${line.name}.${bits.name}`;
  const high = (1n << BigInt(bits.to - bits.from + 1)) - 1n;
  return row(text, {
    field: place.within?.field ?? line.name,
    label: bits.name,
    type: bits.from === bits.to ? text.t("bit", { bit: bits.from }) : text.t("bits", { from: bits.from, to: bits.to }),
    colour: place.within?.colour ?? line.colour,
    testid: `field-${name}`,
    value: String(own(place.fields, name) ?? ""),
    inner: true,
    line: { ...line, low: "0", high: String(high) },
    labels: bits.labels ?? {},
    placeholder: "0",
    fault: composer.preview?.faults.find((one) => one.path === `${place.path}.${name}`) ?? null,
    write: (value) => place.write(name, value),
  });
}
