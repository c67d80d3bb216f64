// A code and its name as a coloured badge.

import type { CodeValue, RowDto } from "../host/types";
import type { Text } from "../model/text";
import { html, nothing } from "./html";

/** A code with its name, once if both are the same text. */
export function namedCode(code: CodeValue, name: string | null | undefined): string {
  return name && name !== code ? `${code} ${name}` : String(code);
}

export function codeText(row: RowDto, text: Text): string {
  if (row.short) return text.t("too-short");
  return row.code === null ? "" : namedCode(row.code, row.codeName);
}

export function codeBadge(row: RowDto, text: Text) {
  const words = codeText(row, text);
  if (!words) return nothing;
  return row.short ? html`<span class="hint">${words}</span>` : html`<span class="code ${row.tone}">${words}</span>`;
}
