// A click with the middle button. Not every WebKit tells of one, so it is made of its two halves.

let pressed: HTMLElement | null = null;

/** For `mousedown` and `mouseup` of one element. */
export function middle(run: () => void): (event: MouseEvent) => void {
  return (event) => {
    const element = event.currentTarget as HTMLElement;
    if (event.type === "mousedown" && event.button === 1) {
      // It must not begin to scroll.
      event.preventDefault();
      pressed = element;
      // Which button comes up is not asked: WebKitGTK may call the middle one 0 then.
      window.addEventListener("mouseup", forget, { once: true });
    } else if (event.type === "mouseup" && pressed === element) run();
  };
}

/** Let go anywhere, it is over. */
function forget(): void {
  pressed = null;
}
