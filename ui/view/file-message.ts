// The box of a message that sends a file: its path, a button that chooses it, and whether it goes as text or binary.

import { live } from "lit/directives/live.js";
import type { PayloadKind } from "../host/types";
import type { Models } from "../model/models";
import { button } from "./button";
import { hint, html, options } from "./html";
import { typed } from "./panel";

const KINDS: PayloadKind[] = ["binary", "text"];

export function fileForm({ composer, text }: Models) {
  const { path = "", as = "binary" } = composer.draft;
  return html`<div class="file-message" data-testid="file-message">
    <input
      class="mono"
      data-testid="file-path"
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      aria-label=${text.t("message-file-path")}
      aria-invalid=${composer.preview?.error?.path === "path"}
      placeholder=${text.t("message-file-path")}
      .value=${live(path)}
      @input=${(event: Event) => composer.edit({ path: typed(event) })}
    />
    ${button("small", "file-choose", text.t("message-file-choose"), () => void composer.chooseFile())}
    <select
      data-testid="file-as"
      aria-label=${text.t("message-file-as")}
      .value=${live(as)}
      @change=${(event: Event) => composer.edit({ as: typed(event) as PayloadKind })}
    >${options(KINDS, as, (kind) => text.t(`kind-${kind}`))}</select>
    ${hint(text.t("message-file-about"))}
  </div>`;
}
