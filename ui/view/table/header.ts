// The table's head: names, and grips between the columns. A double click on a grip gives the column its own width back.

import type { Models } from "../../model/models";
import { COLUMNS, forget, resize } from "./columns";

export function makeHeader(models: Models): HTMLElement {
  const head = document.createElement("div");
  head.className = "thead";
  head.setAttribute("role", "row");
  head.setAttribute("aria-rowindex", "1");
  COLUMNS.forEach((column, index) => {
    const cell = document.createElement("span");
    cell.className = `c-${column.id}`;
    cell.setAttribute("role", "columnheader");
    cell.append(document.createElement("span"));
    if (column.width > 0) cell.append(grip(models, index));
    head.append(cell);
  });
  name(head, models);
  return head;
}

/** The names in the language spoken now. */
export function name(head: HTMLElement, { text }: Models): void {
  COLUMNS.forEach(({ id }, index) => {
    const cell = head.children[index];
    const label = cell?.firstElementChild;
    if (!cell || !label) return;
    label.textContent = id === "direction" ? "" : text.t(`column-${id}`);
    cell.setAttribute("aria-label", text.t(`column-${id}`));
  });
}

function grip(models: Models, index: number): HTMLElement {
  const { preferences } = models;
  const bar = document.createElement("span");
  bar.className = "grip";
  bar.dataset.testid = `grip-${COLUMNS[index]?.id}`;
  bar.addEventListener("dblclick", () => forget(preferences, index));
  bar.addEventListener("pointerdown", (event) => {
    const [from, width] = [event.clientX, bar.parentElement?.offsetWidth ?? 0];
    bar.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => resize(preferences, index, width + moved.clientX - from);
    const up = () => {
      bar.removeEventListener("pointermove", move);
      bar.removeEventListener("pointerup", up);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", up);
    event.preventDefault();
  });
  return bar;
}
