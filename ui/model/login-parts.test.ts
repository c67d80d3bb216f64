import { expect, test } from "vitest";
import type { LoginPart } from "../host/types";
import { exchangeOf, partOf } from "./login-parts";

test("a part is written as it was read", () => {
  const message = { name: "", type: "text", text: "x" } as const;
  const parts: LoginPart[] = [
    "saved",
    message,
    { send: "saved", expect: "a" },
    { send: message, expect: "a", within: "5s" },
    { expect: "a", within: "10s" },
    { expect: "" },
  ];
  expect(parts.map((part) => partOf(exchangeOf(part)))).toEqual(parts);
});

test("a part without a reply to wait for is its message only", () => {
  expect(partOf({ ...exchangeOf({ send: "saved", expect: "a", within: "5s" }), expect: undefined })).toBe("saved");
});
