// A code and its name as a coloured badge.

import type { RowDto } from "../host/types";
import type { Text } from "../model/text";
import { html, nothing } from "./html";

export function codeText(row: RowDto, text: Text): string {
  if (row.short) return text.t("too-short");
  if (row.code === null) return "";
  return row.codeName ? `${row.code} ${row.codeName}` : String(row.code);
}

export function codeBadge(row: RowDto, text: Text) {
  const words = codeText(row, text);
  if (!words) return nothing;
  return row.short ? html`<span class="hint">${words}</span>` : html`<span class="code ${row.tone}">${words}</span>`;
}
