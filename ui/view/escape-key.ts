// Closes a page on Escape wherever the focus is: a pressed button may be gone, and the focus with it.

import { composing } from "./panel";

export function leaveByEscape(page: { readonly open: boolean; hide(): void }): void {
  window.addEventListener("keydown", (event) => {
    if (!page.open || event.defaultPrevented || event.key !== "Escape" || composing(event)) return;
    if (document.querySelector("dialog[open], .menu")) return;
    event.preventDefault();
    page.hide();
  });
}
