import { describe, expect, it } from "vitest";
import { bundle } from "../model/text";
import { COMMANDS, isPressed, nameOf } from "./commands";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const source = (name: string) => sources[`./${name}.ts`] ?? "";
const words = (language: "en" | "zh-CN") => {
  const known = bundle(language);
  return (key: string) => {
    const pattern = known.getMessage(key)?.value;
    return pattern ? known.formatPattern(pattern) : `no ${key}`;
  };
};

/** Characters whose pinyin differs from the collation's first reading. */
const ALSO: Record<string, string> = { 行: "h", 重: "c" };
const LETTERS = "abcdefghjklmnopqrstwxyz";
const FIRST = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他哇夕丫匝";
const byPinyin = new Intl.Collator("zh-CN-u-co-pinyin").compare;

function initial(character: string): string {
  const before = [...FIRST].filter((first) => byPinyin(first, character) <= 0).length;
  return LETTERS[before - 1] ?? "?";
}

describe("the command table", () => {
  it("has each command once, and each shortcut", () => {
    const ids = COMMANDS.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = COMMANDS.flatMap((one) => [one.keys, one.also].filter((key) => key !== undefined));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("has names in both languages, and pinyin initials", () => {
    const wrong: string[] = [];
    for (const command of COMMANDS) {
      const [english, chinese] = [nameOf(command, words("en")), nameOf(command, words("zh-CN"))];
      expect(english + chinese, command.id).not.toMatch(/\bno [a-z]/);
      const han = [...chinese].filter((one) => /\p{Script=Han}/u.test(one));
      const fits = han.every((one, i) => [initial(one), ALSO[one]].includes(command.pinyin[i]));
      if (!fits || command.pinyin.length !== han.length) wrong.push(`${chinese}: ${han.map(initial).join("")}`);
    }
    expect(wrong).toEqual([]);
    // The collation is slow to load.
  }, 30_000);

  it("is the only source of menus and shortcuts", () => {
    for (const name of ["main-menu", "table/row-menu", "shortcuts"])
      expect(source(name), name).not.toMatch(/\brun: |\bkey === "(?!Escape)/);
    expect(source("table/keys")).not.toMatch(/rowActions|finding|case "[a-z[\]]"/);
  });

  it("has a command for every permanent button", () => {
    const known = COMMANDS.flatMap((one) => one.buttons ?? []);
    // Buttons that open a menu or only change the window's appearance are not commands.
    const others = ["copy-rows", "tools-more", "main-menu", "profile", "filter-help", "filter-reset"];
    for (const name of ["toolbar", "topbar", "sidebar", "filter/filter-box"]) {
      const written = [
        /<button[^>]*?data-testid="([a-z-]+)"/gs,
        /\bbutton\([^,]+,\s*"([a-z-]+)"/g,
        /\biconButton\(\s*(?:icon\([^)]*\)|"[a-z-]+"),[^,]+,\s*"([a-z-]+)"/g,
        /^ +id: "([a-z-]+)"/gm,
      ];
      const buttons = written.flatMap((way) => [...source(name).matchAll(way)].map(([, id = ""]) => id));
      expect(buttons.length, name).toBeGreaterThan(0);
      for (const button of buttons.filter((one) => !one.startsWith("filter-name")))
        expect([...known, ...others], `${name}: ${button}`).toContain(button);
    }
  });

  it("recognises a pressed shortcut", () => {
    const press = (key: string, ...with_: string[]) =>
      COMMANDS.filter((one) =>
        isPressed(one, {
          key,
          code: "",
          keyCode: 0,
          ctrlKey: with_.includes("ctrl"),
          metaKey: with_.includes("meta"),
          shiftKey: with_.includes("shift"),
          altKey: with_.includes("alt"),
        } as KeyboardEvent),
      ).map((one) => one.id);
    expect(press("k", "ctrl")).toEqual(["menu-palette"]);
    expect(press("K", "ctrl", "shift")).toEqual(["command-clear"]);
    expect(press("s", "meta")).toEqual(["menu-save"]);
    expect(press("?", "ctrl", "shift")).toEqual(["menu-shortcuts"]);
    expect(press("F6", "shift")).toEqual(["command-region-previous"]);
    expect(press("Tab", "ctrl", "shift")).toEqual(["command-tab-previous"]);
    expect(press("p")).toEqual(["pin-rows"]);
    expect(press("p", "alt")).toEqual([]);
    expect(press("s")).toEqual([]);
  });
});
