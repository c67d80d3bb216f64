// The HTTP heads, field by field. Server data is shown as text only.

import type { HeadPiece, HttpHeadText } from "../../host/types";
import { escaped, linesOf } from "../../model/handshake-text";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";

export function head(text: Text, title: string, shown: HttpHeadText | null, testid: string) {
  if (!shown) return nothing;
  return html`<section class="head" data-testid=${testid}>
    <h3>${title} <span class="hint">${text.bytes(shown.size)}</span></h3>
    <div class="head-lines" tabindex="0" role="group" aria-label=${title}>
      ${linesOf(shown).map(({ name, value }) =>
        name === null
          ? html`<div class="head-first">${value.map((one) => piece(text, one))}</div>`
          : html`<div class="head-line"><span class="head-name">${escaped({
              text: name,
              secret: false,
            })}</span><span class="head-value">${value.map((one) => piece(text, one))}</span></div>`,
      )}
    </div>
  </section>`;
}

function piece(text: Text, one: HeadPiece) {
  return one.secret
    ? html`<span class="masked" title=${text.t("masked-about")}>${one.text}</span>`
    : html`${escaped(one)}`;
}
