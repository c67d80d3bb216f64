// A box for a filter of received messages; below it its error, with the place marked.

import { wrong } from "../filter/filter-error";
import { html } from "../html";
import { type LayoutDraft, textBox } from "../layouts/form-context";

interface FilterField {
  path: string;
  label: string;
  value: string;
  placeholder?: string;
  set: (filter: string) => void;
}

export function filterBox(context: LayoutDraft, { path, label, value, placeholder, set }: FilterField) {
  return textBox(context, { path, label, value, set, placeholder: placeholder ?? "field.type=ping" });
}

/** The errors of a filter. */
export function filterErrors(context: LayoutDraft, path: string, value: string) {
  return context.problems(path).map((error) => html`${wrong(context.models.text, value, error, `problem:${path}`)}`);
}
