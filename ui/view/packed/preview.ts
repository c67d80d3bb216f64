// The wire preview: bytes in their fields' colours, notes, and the same message in Python.

import { PREVIEW_BYTES } from "../../host/constants";
import type { NamedSpan } from "../../host/types";
import type { Models } from "../../model/models";
import { iconButton } from "../button";
import { html, nothing } from "../html";
import { icon } from "../icons";

interface PreviewPiece {
  name: string | null;
  colour: number;
  bytes: string[];
}

/** Cuts the bytes at field boundaries; padding becomes a piece of its own. */
export function pieces(hex: string, spans: readonly NamedSpan[]): PreviewPiece[] {
  const bytes = hex.match(/../g) ?? [];
  const found: PreviewPiece[] = [];
  let at = 0;
  const push = (to: number, name: string | null, colour: number) => {
    if (to > at) found.push({ name, colour, bytes: bytes.slice(at, to) });
    at = Math.max(at, to);
  };
  for (const { name, offset, size, colour } of spans) {
    if (offset >= bytes.length) break;
    push(offset, null, 0);
    push(Math.min(bytes.length, offset + size), name, colour);
  }
  push(bytes.length, null, 0);
  return found;
}

export function wirePreview(models: Models) {
  const { composer, text } = models;
  const { preview, type } = composer;
  if (!preview) return nothing;
  const asked = preview.asked.map((one) => one.name);
  const whole = preview.error === null && preview.hex !== "";
  const bytes = type === "packed" || type === "hex" || (type === "file" && preview.kind === "binary");
  const python = type === "packed" || type === "hex" ? preview.python : null;
  if (!((whole && bytes) || asked.length > 0)) return nothing;
  return html`<div class="wire" data-testid="wire">
    ${
      whole && bytes
        ? html`<code
            class="wire-hex"
            data-testid="wire-hex"
            aria-label=${text.t("wire-label", { size: preview.size })}
          >${pieces(preview.hex, preview.spans).map(
            ({ name, colour, bytes }) =>
              html`<span
                class=${name === null ? "wire-none" : `f${colour % 8}`}
                data-field=${name ?? nothing}
                title=${name ?? nothing}
              >${bytes.join(" ")}</span> `,
          )}${
            preview.size > PREVIEW_BYTES
              ? html`<span class="hint">${text.t("wire-more", { count: preview.size - PREVIEW_BYTES })}</span>`
              : nothing
          }</code>`
        : nothing
    }
    ${preview.notes.map(
      (note) =>
        html`<p
          class="wire-note warn"
          data-testid="wire-note"
          data-code=${note.code}
        >${icon("alert")} ${text.error(note).what}</p>`,
    )}
    ${
      asked.length > 0
        ? html`<p
            class="wire-note hint"
            data-testid="wire-asked"
          >${icon("dot")} ${text.t("wire-asked", { names: asked.join(", ") })}</p>`
        : nothing
    }
    ${
      python && whole
        ? html`<div class="wire-python">
            <code class="mono" data-testid="python" title=${python}>${python}</code>
            ${iconButton("copy", "bare", "python-copy", text.t("python-copy"), () => void models.actions.copyPython())}
          </div>`
        : nothing
    }
  </div>`;
}

/** Highlights a field's bytes on hover or focus, and vice versa. */
export function lightUp(host: HTMLElement): void {
  let lit: string | null = null;
  const show = (event: Event) => {
    const name = (event.target as Element).closest?.("[data-field]")?.getAttribute("data-field") ?? null;
    if (name === lit) return;
    lit = name;
    for (const one of host.querySelectorAll("[data-field]"))
      one.toggleAttribute("data-lit", name !== null && one.getAttribute("data-field") === name);
  };
  for (const event of ["pointerover", "pointerleave", "focusin"]) host.addEventListener(event, show);
}
