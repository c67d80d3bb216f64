// Dragging of a tab: it takes the place of each tab whose middle it passes.

import { followPointer, SLOP } from "../pointer";

export function dragTab(event: PointerEvent, bar: HTMLElement, move: (to: number) => void): void {
  if (event.button !== 0) return;
  const start = event.clientX;
  const number = (event.currentTarget as Element).closest<HTMLElement>(".tab")?.dataset.number;
  let moving = false;
  const moved = (now: PointerEvent) => {
    if (!moving && Math.abs(now.clientX - start) < SLOP) return;
    moving = true;
    bar.classList.add("dragging");
    const others = [...bar.querySelectorAll<HTMLElement>(".tab")].filter((one) => one.dataset.number !== number);
    const passed = others.filter((one) => {
      const box = one.getBoundingClientRect();
      return now.clientX > box.left + box.width / 2;
    });
    move(passed.length);
  };
  followPointer(document, moved, () => bar.classList.remove("dragging"));
}
