// Middle clicks, derived from mousedown and mouseup because not every WebKit reports them.

let pressed: HTMLElement | null = null;

/** For `mousedown` and `mouseup` of one element. */
export function middle(run: () => void): (event: MouseEvent) => void {
  return (event) => {
    const element = event.currentTarget as HTMLElement;
    if (event.type === "mousedown" && event.button === 1) {
      // Prevent autoscroll.
      event.preventDefault();
      pressed = element;
      // The released button is not checked: WebKitGTK may report 0 for the middle one.
      window.addEventListener("mouseup", forget, { once: true });
    } else if (event.type === "mouseup" && pressed === element) run();
  };
}

/** Ends the click, wherever the button is released. */
function forget() {
  pressed = null;
}
