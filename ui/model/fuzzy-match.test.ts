import { describe, expect, it } from "vitest";
import { rank } from "./fuzzy-match";

describe("what fits a typed text", () => {
  const names = ["Connection settings", "连接设置"];
  it("is found by either name and by initials", () => {
    for (const typed of ["conn", "SETTINGS", "cs", "连接", "设置", "ljsz", "lj", "set conn"])
      expect(rank(typed, names, "ljsz"), typed).not.toBeNull();
    for (const typed of ["xyz", "zs", "settingz"]) expect(rank(typed, names, "ljsz"), typed).toBeNull();
  });

  it("comes first where it begins so", () => {
    const at = (typed: string, name: string) => rank(typed, [name], "") ?? 99;
    expect(at("save", "Save")).toBeLessThan(at("save", "Save as…"));
    expect(at("save", "Save as…")).toBeLessThan(at("save", "Add to Saved messages"));
  });
});
