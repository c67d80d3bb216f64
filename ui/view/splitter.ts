// The bar between two panes: dragged, or moved by the arrow keys when it has the focus.

import { html, type TemplateResult } from "lit";

interface Options {
  label: string;
  testid: string;
  /** The bar lies flat and moves up and down. */
  flat: boolean;
  size: number;
  least: number;
  most: () => number;
  resize: (size: number) => void;
}

const STEP = 16;

/** The pane that it sizes lies after it: dragging up or left makes that larger. */
export function splitter(options: Options): TemplateResult {
  const { label, testid, flat, size, least, most, resize } = options;
  const set = (wanted: number) => resize(Math.round(Math.min(Math.max(wanted, least), most())));
  const down = (event: PointerEvent) => {
    const bar = event.currentTarget as HTMLElement;
    const from = flat ? event.clientY : event.clientX;
    bar.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => set(size + from - (flat ? moved.clientY : moved.clientX));
    const up = () => {
      bar.removeEventListener("pointermove", move);
      bar.removeEventListener("pointerup", up);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", up);
  };
  const key = (event: KeyboardEvent) => {
    const grow = flat ? "ArrowUp" : "ArrowLeft";
    const shrink = flat ? "ArrowDown" : "ArrowRight";
    const to: Record<string, number> = { [grow]: size + STEP, [shrink]: size - STEP, Home: least, End: most() };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  };
  return html`<div
    class="splitter ${flat ? "flat" : "upright"}"
    role="separator"
    tabindex="0"
    aria-label=${label}
    aria-orientation=${flat ? "horizontal" : "vertical"}
    aria-valuenow=${size}
    aria-valuemin=${least}
    aria-valuemax=${most()}
    data-testid=${testid}
    @pointerdown=${down}
    @keydown=${key}
  ></div>`;
}
