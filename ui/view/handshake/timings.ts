// Duration of each handshake phase, as consecutive bars with numbers.

import type { Hop } from "../../host/types";
import { ms, total } from "../../model/handshake-text";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";

export function timings(text: Text, hop: Hop, failed: boolean) {
  const whole = total(hop);
  if (hop.timings.length === 0) return nothing;
  let before = 0;
  const rows = hop.timings.map((one, i) => {
    const from = whole > 0 ? (before / whole) * 100 : 0;
    const width = whole > 0 ? (one.ms / whole) * 100 : 0;
    before += one.ms;
    // Set as a property: the content security policy blocks style attributes.
    const place = `margin-left: min(${from.toFixed(2)}%, 100% - 2px); width: max(2px, ${width.toFixed(2)}%)`;
    const broke = failed && i === hop.timings.length - 1;
    return html`<div class="timing ${broke ? "broke" : ""}" data-testid="timing-${one.phase}" data-ms=${one.ms}>
      <span>${text.t(`phase-${one.phase}`)}</span>
      <span class="timing-track" aria-hidden="true"><span class="timing-bar ${one.phase}" .style=${place}></span></span>
      <span class="tabular timing-number">${ms(one.ms)}</span>
    </div>`;
  });
  return html`<section class="timings" data-testid="timings" aria-label=${text.t("timings")}>
    <h3>${text.t("timings")} <span class="hint tabular">${text.t("timings-total", { total: ms(whole) })}</span></h3>
    ${rows}
  </section>`;
}
