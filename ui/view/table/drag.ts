// Mouse selection of rows; past the table's edges it scrolls.

import { beyond } from "./geometry";

const ENDS = ["pointerup", "pointercancel", "blur"];

/** The area dragged over. */
interface DragArea {
  /** Height of the row box, and its top in the window. */
  box(): { top: number; view: number };
  /** The pointer is at this height of the box. */
  over(y: number): void;
  scroll(by: number): void;
}

export class Drag {
  #on = false;
  #y = 0;
  #frame = 0;
  #last = 0;

  constructor(private readonly ground: DragArea) {}

  begin(): void {
    this.#on = true;
    // The window receives the events of a pressed pointer wherever it goes.
    window.addEventListener("pointermove", this.#moved);
    for (const end of ENDS) window.addEventListener(end, this.#end);
  }

  #moved = (event: PointerEvent) => {
    if (!this.#on) return;
    if ((event.buttons & 1) === 0) {
      this.#end();
      return;
    }
    const { top, view } = this.ground.box();
    this.#y = event.clientY - top;
    this.ground.over(Math.min(Math.max(this.#y, 0), view - 1));
    if (this.#frame === 0 && beyond(this.#y, view) !== 0) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame((now) => this.#step(now));
    }
  };

  /** Scrolls while the pointer is outside, even if it rests. */
  #step(now: number) {
    this.#frame = 0;
    const { view } = this.ground.box();
    const speed = beyond(this.#y, view);
    if (!this.#on || speed === 0) return;
    // Avoid a jump after a late frame.
    const seconds = Math.min(now - this.#last, 100) / 1000;
    this.#last = now;
    this.ground.scroll(speed * seconds);
    this.ground.over(speed < 0 ? 0 : view - 1);
    this.#frame = requestAnimationFrame((next) => this.#step(next));
  }

  #end = () => {
    this.#on = false;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    window.removeEventListener("pointermove", this.#moved);
    for (const end of ENDS) window.removeEventListener(end, this.#end);
  };
}
