// The narrow scrollbar beside the rows: the only element that scrolls. The rows are in a normal box, because a tall
// scrolled box around them would need large layers.

import { clamp, fromScroll, type Geometry, scrollbarHeight, toScroll, wheel } from "./geometry";

/** Time after a user's scroll during which it is not written to: a write would fight the drag. */
const HANDS_OFF_MS = 300;

export class Scrollbar {
  px = 0;
  readonly #inner = document.createElement("div");
  #geometry: Geometry = { rows: 0, rowHeight: 1, view: 0 };
  #written = 0;
  /** The scrollbar's height when the offset was written. */
  #writtenHeight = 0;
  #height = -1;
  /** When the user last scrolled it. */
  #dragged = Number.NEGATIVE_INFINITY;
  /** Whether a pointer is pressed on it. */
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly element: HTMLElement,
    /** Called when the user scrolled by this many pixels. */
    private readonly moved: (by: number) => void,
  ) {
    element.append(this.#inner);
    element.tabIndex = -1;
    element.setAttribute("aria-hidden", "true");
    // The wheel over the scrollbar itself scrolls rows too.
    this.wheelOver(element);
    element.addEventListener("pointerdown", (event) => this.#hold(event));
    element.addEventListener("keydown", () => {
      this.#dragged = performance.now();
    });
    element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** Listens for the wheel over this box. Zooming and sideways scrolling pass through. */
  wheelOver(box: HTMLElement): void {
    box.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.deltaY === 0) return;
        event.preventDefault();
        this.#go(this.px + wheel(event.deltaY, event.deltaMode, this.#geometry));
      },
      { passive: false },
    );
  }

  /** Back in the page its offset was reset to 0: not a user's scroll. */
  resume(): void {
    this.#readState();
  }

  /** Takes the geometry of this drawing, and the target position. */
  set(geometry: Geometry, px: number): void {
    const resized = geometry.view !== this.#geometry.view;
    this.#geometry = geometry;
    this.px = clamp(px, geometry);
    const height = scrollbarHeight(geometry);
    const lower = height < this.#height;
    if (height !== this.#height) {
      this.#height = height;
      this.#inner.style.height = `${height}px`;
    }
    // A shorter content may have clamped the offset, which is not a user's scroll. A taller one leaves it, and reading
    // it would force a layout at each refresh.
    if (lower || resized) this.#readState();
    this.#write();
  }

  /** Reads the offset and height. */
  #readState() {
    this.#written = this.element.scrollTop;
    this.#writtenHeight = this.element.clientHeight;
  }

  #go(px: number) {
    const before = this.px;
    this.px = clamp(px, this.#geometry);
    this.#dragged = Number.NEGATIVE_INFINITY;
    this.moved(this.px - before || Math.sign(px - before));
  }

  #write() {
    clearTimeout(this.#timer);
    const wait = this.#dragged + HANDS_OFF_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#write(), wait);
      return;
    }
    const wanted = toScroll(this.px, this.#geometry, this.#writtenHeight);
    if (Math.abs(this.#written - wanted) < 1) return;
    this.element.scrollTop = wanted;
    this.#readState();
  }

  /** Tracks a pressed pointer until it is released anywhere; not every webview reports that. */
  #hold({ pointerId, pointerType }: PointerEvent) {
    this.#held = true;
    const listening = new AbortController();
    const release = (event: PointerEvent | TouchEvent) => {
      if ("pointerId" in event) {
        if (event.pointerId !== pointerId || (event.type === "pointermove" && event.buttons !== 0)) return;
        // A finger that begins to pan cancels its pointer but is still down.
        if (event.type === "pointercancel" && pointerType === "touch") return;
      }
      this.#held = false;
      // Momentum scrolling continues.
      this.#dragged = performance.now();
      listening.abort();
    };
    for (const type of ["pointerup", "pointercancel", "pointermove", "touchend", "touchcancel"] as const) {
      window.addEventListener(type, release, { passive: true, signal: listening.signal });
    }
  }

  #scrolled() {
    const { scrollTop, clientHeight } = this.element;
    // An enlarged window has clamped the offset: not a user's scroll, and the next drawing corrects it.
    if (clientHeight !== this.#writtenHeight) {
      this.#readState();
      return;
    }
    if (Math.abs(scrollTop - this.#written) < 1.5) return;
    this.#written = scrollTop;
    // WebKit scrolls on a separate thread, which may still know the earlier height and clamp the offset to its end.
    if (!this.#held && performance.now() - this.#dragged > HANDS_OFF_MS) {
      this.#write();
      return;
    }
    this.#dragged = performance.now();
    const before = this.px;
    this.px = fromScroll(scrollTop, this.#geometry, this.#writtenHeight);
    this.moved(this.px - before);
  }
}
