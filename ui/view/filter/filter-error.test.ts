import { expect, test } from "vitest";
import { marked } from "./filter-error";

test("the word at the column is marked", () => {
  expect(marked("code:1 size:viel b", 13)).toEqual({ before: "code:1 size:", wrong: "viel", after: " b" });
  expect(marked("a (b", 3)).toEqual({ before: "a ", wrong: "(b", after: "" });
});

test("columns count characters, and a column past the end marks a position", () => {
  expect(marked("😀 size:x", 8)).toEqual({ before: "😀 size:", wrong: "x", after: "" });
  expect(marked("a or", 5)).toEqual({ before: "a or", wrong: "", after: "" });
  expect(marked("a", 99)).toEqual({ before: "a", wrong: "", after: "" });
});

test("a long text is cut around the position", () => {
  const { before, wrong } = marked(`${"x".repeat(100)} "`, 102);
  expect([before.length, before[0], wrong]).toEqual([49, "…", '"']);
});
