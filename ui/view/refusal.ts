// A server's HTTP response other than 101: header fields and body, as text only.

import type { RefusalDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Text } from "../model/text";
import { html } from "./html";

export function refusalView(text: Text, { status, reason, headers, body }: RefusalDto) {
  return html`<details class="refusal" data-testid="refusal" open>
    <summary>${text.t("refusal")} <code>HTTP ${status} ${neutral(reason)}</code></summary>
    <div class="refusal-body">
      <table>
        ${headers.map(
          ([name, value]) => html`<tr><th scope="row">${neutral(name)}</th><td>${neutral(value)}</td></tr>`,
        )}
      </table>
      <pre tabindex="0">${body ? neutral(body) : text.t("refusal-empty")}</pre>
    </div>
  </details>`;
}
