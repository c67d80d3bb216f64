// The thin strip beside the rows: the only box that scrolls. Rows lie in a normal box of their own, because a tall
// scrolled box around them costs whole layers of drawing.

import { clamp, fromScroll, type Geometry, stripHeight, toScroll, wheel } from "./geometry";

/** Not written to for so long after a hand moved it: a write would fight the drag. */
const HANDS_OFF_MS = 300;

export class Scrollbar {
  px = 0;
  readonly #inner = document.createElement("div");
  #geometry: Geometry = { rows: 0, rowHeight: 1, view: 0 };
  #written = 0;
  /** The bar's own height when that was written. */
  #room = 0;
  #height = -1;
  /** When a hand last moved it. */
  #dragged = Number.NEGATIVE_INFINITY;
  /** A pointer is down on it. */
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly element: HTMLElement,
    /** The place was moved by hand, by so many pixels. */
    private readonly moved: (by: number) => void,
  ) {
    element.append(this.#inner);
    element.tabIndex = -1;
    element.setAttribute("aria-hidden", "true");
    // Turned over the bar itself, the wheel means rows too, not a piece of the bar.
    this.wheelOver(element);
    element.addEventListener("pointerdown", (event) => this.#hold(event));
    element.addEventListener("keydown", () => {
      this.#dragged = performance.now();
    });
    element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** Listens for the wheel over this box. Zooming and sideways scrolling are let through. */
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

  /** Back in the page, where it begins at the top: that was no hand. */
  resume(): void {
    this.#look();
  }

  /** Takes the geometry of this drawing, and the place where it is to be. */
  set(geometry: Geometry, px: number): void {
    const resized = geometry.view !== this.#geometry.view;
    this.#geometry = geometry;
    this.px = clamp(px, geometry);
    const height = stripHeight(geometry);
    const lower = height < this.#height;
    if (height !== this.#height) {
      this.#height = height;
      this.#inner.style.height = `${height}px`;
    }
    // A lower box may have pulled the bar up: that was no hand. A higher one leaves it where it is, and a look at it would
    // lay the page out once more, at each refresh.
    if (lower || resized) this.#look();
    this.#write();
  }

  /** Where the bar is, and how high. */
  #look(): void {
    this.#written = this.element.scrollTop;
    this.#room = this.element.clientHeight;
  }

  #go(px: number): void {
    const before = this.px;
    this.px = clamp(px, this.#geometry);
    this.#dragged = Number.NEGATIVE_INFINITY;
    this.moved(this.px - before || Math.sign(px - before));
  }

  #write(): void {
    clearTimeout(this.#timer);
    const wait = this.#dragged + HANDS_OFF_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#write(), wait);
      return;
    }
    const wanted = toScroll(this.px, this.#geometry, this.#room);
    if (Math.abs(this.#written - wanted) < 1) return;
    this.element.scrollTop = wanted;
    this.#look();
  }

  /** A pointer is down on it, until it goes up, wherever that is; not every webview tells of that. */
  #hold({ pointerId, pointerType }: PointerEvent): void {
    this.#held = true;
    const listening = new AbortController();
    const release = (event: PointerEvent | TouchEvent) => {
      if ("pointerId" in event) {
        if (event.pointerId !== pointerId || (event.type === "pointermove" && event.buttons !== 0)) return;
        // A finger that begins to pan is no pointer any more, and still there.
        if (event.type === "pointercancel" && pointerType === "touch") return;
      }
      this.#held = false;
      // A finger's swing goes on.
      this.#dragged = performance.now();
      listening.abort();
    };
    for (const type of ["pointerup", "pointercancel", "pointermove", "touchend", "touchcancel"] as const) {
      window.addEventListener(type, release, { passive: true, signal: listening.signal });
    }
  }

  #scrolled(): void {
    const { scrollTop, clientHeight } = this.element;
    // A window made larger has pushed the bar up: that was no hand, and the next drawing puts it right.
    if (clientHeight !== this.#room) {
      this.#look();
      return;
    }
    if (Math.abs(scrollTop - this.#written) < 1.5) return;
    this.#written = scrollTop;
    // WebKit scrolls on a thread of its own. That may know an earlier height still, and pulls the bar to where its end was.
    if (!this.#held && performance.now() - this.#dragged > HANDS_OFF_MS) {
      this.#write();
      return;
    }
    this.#dragged = performance.now();
    const before = this.px;
    this.px = fromScroll(scrollTop, this.#geometry, this.#room);
    this.moved(this.px - before);
  }
}
