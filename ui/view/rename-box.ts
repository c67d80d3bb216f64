// A text box that renames something in place.

import { html, nothing } from "./html";
import { composing, consume, typed } from "./panel";

/** Enter or leaving the box passes the trimmed name to `finish`, Escape passes null. */
export function renameBox(
  testid: string,
  label: string,
  value: string,
  finish: (name: string | null) => void,
  placeholder?: string,
) {
  let finished = false;
  const end = (event: Event, keep: boolean) => {
    // Removing the focused box blurs it.
    if (finished) return;
    finished = true;
    finish(keep ? typed(event).trim() : null);
  };
  return html`<input
    class="rename"
    data-testid=${testid}
    aria-label=${label}
    placeholder=${placeholder ?? nothing}
    .value=${value}
    @blur=${(event: Event) => end(event, true)}
    @keydown=${(event: KeyboardEvent) => {
      if (composing(event)) return;
      if (event.key !== "Enter" && event.key !== "Escape") return;
      // The button that replaces the input must not take this Enter for a click.
      consume(event);
      end(event, event.key === "Enter");
    }}
  />`;
}
