// Reordering of rows: drag the grip, or press Up and Down on it.

import { html } from "../html";
import { icon } from "../icons";
import { arrowStep } from "../panel";
import { followPointer } from "../pointer";
import type { LayoutDraft } from "./form-context";

/** The grip of one row. The rows are the list's children with data-place, in order. */
export function grip(context: LayoutDraft, list: string, index: number, count: number, move: (to: number) => void) {
  const shift = (to: number) => {
    if (to < 0 || to >= count || to === index) return;
    context.texts.clear();
    move(to);
    context.focus(`${list}[${to}]:grip`);
  };
  const key = (event: KeyboardEvent) => {
    const by = arrowStep(event, "y");
    if (by === 0) return;
    event.preventDefault();
    shift(index + by);
  };
  return html`<button
    class="bare order-grip"
    data-testid="${list}[${index}]:grip"
    aria-label=${context.t("order", { number: index + 1 })}
    title=${context.t("order-about")}
    @keydown=${key}
    @pointerdown=${(event: PointerEvent) => drag(event, shift)}
  >
    ${icon("grip")}
  </button>`;
}

function drag(event: PointerEvent, done: (to: number) => void) {
  if (event.button !== 0) return;
  const handle = event.currentTarget as HTMLElement;
  const row = handle.closest<HTMLElement>("[data-place]");
  const list = row?.parentElement;
  if (!row || !list) return;
  const rows = [...list.querySelectorAll<HTMLElement>(":scope > [data-place]")];
  const from = rows.indexOf(row);
  let to = from;
  handle.setPointerCapture(event.pointerId);
  row.classList.add("dragged");
  const mark = (y: number) => {
    const middle = (one: HTMLElement) => one.getBoundingClientRect().top + one.offsetHeight / 2;
    const before = rows.filter((one) => one !== row && middle(one) < y).length;
    to = before;
    rows.forEach((one, i) => {
      one.classList.toggle("drop-before", to < from && i === to);
      one.classList.toggle("drop-after", to > from && i === to);
    });
  };
  const end = (last: Event) => {
    for (const one of rows) one.classList.remove("dragged", "drop-before", "drop-after");
    if (last.type === "pointerup" && to !== from) done(to);
  };
  followPointer(handle, (next) => mark(next.clientY), end);
}
