// A click with the middle button. WebKitGTK tells of none, so it is made of its two halves.

/** For `mousedown` and `mouseup` of one element. */
export function middle(run: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 1) return;
    const element = event.currentTarget as HTMLElement;
    if (event.type === "mousedown") {
      // It must not begin to scroll.
      event.preventDefault();
      pressed = element;
    } else if (pressed === element) {
      pressed = null;
      run();
    }
  };
}

let pressed: HTMLElement | null = null;
