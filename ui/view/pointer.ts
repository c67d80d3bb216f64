// Following of a pressed pointer.

/** Pixels the pointer must move before a press becomes a drag. */
export const SLOP = 5;

/**
 * Calls `move` until the pointer is released, its press is cancelled, or the returned function is called; then `end`
 * with the last event.
 */
export function followPointer(
  target: HTMLElement | Document | Window,
  move: (event: PointerEvent) => void,
  end: (event: Event) => void = () => {},
): (last: Event) => void {
  const listening = new AbortController();
  const stop = (last: Event) => {
    listening.abort();
    end(last);
  };
  const { signal } = listening;
  target.addEventListener("pointermove", move as EventListener, { signal });
  for (const type of ["pointerup", "pointercancel"]) target.addEventListener(type, stop, { signal });
  return stop;
}
