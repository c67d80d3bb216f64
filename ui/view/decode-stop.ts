// Text for where and why a message stops fitting its layout.

import type { DecodeStop } from "../host/types";
import { neutral } from "../model/bytes";
import type { Text } from "../model/text";

export function stopText({ code, offset, field, wanted, had, text: english }: DecodeStop, text: Text): string {
  const id = `stop-${code.replace("decode.", "")}`;
  const words = text.t(id, { offset, field: neutral(field), wanted, had });
  return words === id ? english : words;
}
