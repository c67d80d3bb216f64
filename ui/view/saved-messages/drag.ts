// Dragging of a saved message to another place.

import { followPointer, SLOP } from "../pointer";

export class MessageDrag {
  /** Whether to ignore the click that follows a drag. */
  justEnded = false;
  #mark: HTMLElement | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly drop: (from: number, before: number | null, group: string) => void,
  ) {}

  begin(event: PointerEvent, from: number): void {
    this.justEnded = false;
    if (event.button !== 0) return;
    const start = event.clientY;
    const item = (event.currentTarget as Element).closest<HTMLElement>("li");
    let moving = false;
    let to: { before: number | null; group: string } | null = null;
    const move = (now: PointerEvent) => {
      if (!moving && Math.abs(now.clientY - start) < SLOP) return;
      moving = true;
      item?.classList.add("dragged");
      to = this.#at(now.clientX, now.clientY);
    };
    const end = (last: Event) => {
      document.removeEventListener("keydown", cancel, true);
      item?.classList.remove("dragged");
      this.#show(null, false);
      if (!moving) return;
      this.justEnded = true;
      if (last.type === "pointerup" && to) this.drop(from, to.before, to.group);
    };
    const stop = followPointer(document, move, end);
    const cancel = (event: KeyboardEvent) => {
      if (event.key === "Escape") stop(event);
    };
    document.addEventListener("keydown", cancel, true);
  }

  /** The drop target at a point: the message to insert before, and its group. */
  #at(x: number, y: number): { before: number | null; group: string } | null {
    const under = document.elementFromPoint(x, y);
    const item = under?.closest<HTMLElement>("li[data-index]");
    const list = under?.closest<HTMLElement>("ul.saved") ?? null;
    if (!list || !this.host.contains(list)) {
      this.#show(null, false);
      return null;
    }
    const group = list.dataset.group ?? "";
    if (!item) {
      this.#show(null, false);
      return { before: null, group };
    }
    const box = item.getBoundingClientRect();
    const below = y > box.top + box.height / 2;
    this.#show(item, below);
    const next = below ? item.nextElementSibling : item;
    const before = next instanceof HTMLElement && next.dataset.index ? Number(next.dataset.index) : null;
    return { before, group };
  }

  #show(item: HTMLElement | null, below: boolean) {
    this.#mark?.classList.remove("drop-above", "drop-below");
    item?.classList.add(below ? "drop-below" : "drop-above");
    this.#mark = item;
  }
}
