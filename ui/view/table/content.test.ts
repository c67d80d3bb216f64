import { describe, expect, it } from "vitest";
import type { RowDto } from "../../host/types";
import { columnsOf } from "./columns";
import { Content, wide } from "./content";

const COLUMNS = columnsOf(["row", "code"], []);
const row = (code: string) => ({ codeName: code }) as RowDto;
const look = (content: Content, one: RowDto) =>
  content.measure(0, one, COLUMNS, ({ id }) => (id === "code" ? (one.codeName ?? "") : "1"));

describe("the content width", () => {
  it("grows with measured rows, and never shrinks", () => {
    const content = new Content();
    expect(look(content, row("100 · PUSH"))).toBe(true);
    const before = content.widths.get("code") ?? 0;
    expect(before).toBeGreaterThanOrEqual(10 * 7 + 30);
    expect(look(content, row("2"))).toBe(false);
    expect(content.widths.get("code")).toBe(before);
    expect(look(content, row("-2 · SERVICES_SET"))).toBe(true);
    content.forget();
    expect(content.widths.size).toBe(0);
  });

  it("counts Chinese characters twice", () => {
    expect(wide("abc · é")).toBe(7);
    expect(wide("消息 x")).toBe(6);
  });
});
