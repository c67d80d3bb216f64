import { expect, test } from "vitest";
import { withEscapes, withoutEscapes } from "./control-escapes";

test("control characters survive a box of one line", () => {
  const text = "PONG\r\n\0\x1e\t C:\\new \x7f é{{received.text}}";
  expect(withEscapes(text)).toBe("PONG\\r\\n\\0\\x1e\\t C:\\\\new \\x7f é{{received.text}}");
  expect(withoutEscapes(withEscapes(text))).toBe(text);
});

test("a backslash that begins no escape is kept", () => {
  expect(withoutEscapes("\\d \\x1 \\")).toBe("\\d \\x1 \\");
});
