// The splitter between two panes: dragged, or moved with the arrow keys.

import { html } from "./html";
import { followPointer } from "./pointer";

interface Options {
  label: string;
  testid: string;
  /** Whether the bar is horizontal and moves up and down. */
  flat: boolean;
  /** Whether the resized pane is before the bar rather than after it. */
  before?: boolean;
  size: number;
  least: number;
  most: number;
  resize: (size: number) => void;
  /** Restores the default size on a double click. */
  reset: () => void;
}

const STEP = 16;

export function splitter(options: Options) {
  const { label, testid, flat, before = false, size, least, most, resize, reset } = options;
  const set = (wanted: number) => resize(Math.round(Math.min(Math.max(wanted, least), most)));
  const sign = before ? 1 : -1;
  const down = (event: PointerEvent) => {
    const bar = event.currentTarget as HTMLElement;
    const from = flat ? event.clientY : event.clientX;
    bar.setPointerCapture(event.pointerId);
    followPointer(bar, (moved) => set(size + sign * ((flat ? moved.clientY : moved.clientX) - from)));
  };
  const key = (event: KeyboardEvent) => {
    const [forward, back] = flat ? ["ArrowDown", "ArrowUp"] : ["ArrowRight", "ArrowLeft"];
    const step = sign * STEP;
    const to: Record<string, number> = { [forward]: size + step, [back]: size - step, Home: least, End: most };
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
    aria-valuemax=${most}
    data-testid=${testid}
    @pointerdown=${down}
    @dblclick=${reset}
    @keydown=${key}
  ></div>`;
}
