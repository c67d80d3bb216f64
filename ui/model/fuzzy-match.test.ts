import { describe, expect, it } from "vitest";
import { rank } from "./fuzzy-match";

describe("a command matching typed text", () => {
  const names = ["Connection settings", "连接设置"];
  it("is found by both names and by initials", () => {
    for (const typed of ["conn", "SETTINGS", "cs", "连接", "设置", "ljsz", "lj", "set conn"])
      expect(rank(typed, names, "ljsz"), typed).not.toBeNull();
    for (const typed of ["xyz", "zs", "settingz"]) expect(rank(typed, names, "ljsz"), typed).toBeNull();
  });

  it("ranks first on a prefix match", () => {
    const at = (typed: string, name: string) => rank(typed, [name], "") ?? 99;
    expect(at("save", "Save")).toBeLessThan(at("save", "Save as…"));
    expect(at("save", "Save as…")).toBeLessThan(at("save", "Add to Saved messages"));
  });
});
