// Approximate previews of text and hex messages.

import type { ErrorCode } from "../../host/error-codes";
import type { Message, PreviewDto, Profile } from "../../host/types";
import { fault } from "./server";

export function preview(profile: Profile, message: Message, given: Record<string, string>): PreviewDto {
  const { type, text = "" } = message;
  const none: PreviewDto = {
    kind: "text",
    size: 0,
    hex: "",
    text: null,
    invisible: [],
    terminator: "",
    error: null,
    spans: [],
    notes: [],
    lines: [],
    faults: [],
    asked: [],
    python: null,
  };
  const bad = (code: ErrorCode, args: Record<string, string>): PreviewDto => ({
    ...none,
    error: fault(code, args, "message"),
  });
  const names = [...JSON.stringify(message).matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? "");
  const asked = names
    .filter((name) => !(name in (profile.variables ?? {})) && !(name in given) && !/^(counter|uuid|unix)/.test(name))
    .map((name) => ({ name, path: "text" }));
  if (asked.length > 0) return { ...none, asked };
  if (type === "hex") {
    const at = text.search(/[^0-9a-fA-F\s]/);
    if (at >= 0) return bad("hex_digit", { column: String(at + 1), found: text[at] ?? "" });
  }
  if (type === "json") {
    try {
      JSON.parse(text);
    } catch {
      const lines = text.split("\n");
      const column = String((lines.at(-1)?.length ?? 0) + 1);
      return bad("json_syntax", { line: String(lines.length), column, what: "unexpected end" });
    }
  }
  return { ...none, size: new TextEncoder().encode(text).length, text, python: JSON.stringify(text) };
}
