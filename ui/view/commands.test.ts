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

/** Characters with another reading than the collation's first. */
const ALSO: Record<string, string> = { 行: "h", 重: "c" };
const LETTERS = "abcdefghjklmnopqrstwxyz";
const FIRST = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他哇夕丫匝";
const byPinyin = new Intl.Collator("zh-CN-u-co-pinyin").compare;

function initial(character: string): string {
  const before = [...FIRST].filter((first) => byPinyin(first, character) <= 0).length;
  return LETTERS[before - 1] ?? "?";
}

describe("the table of commands", () => {
  it("has each command once, and each shortcut", () => {
    const ids = COMMANDS.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = COMMANDS.flatMap((one) => [one.keys, one.also].filter((key) => key !== undefined));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("names each in both languages, with pinyin initials", () => {
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

  it("is all that the menus and the shortcuts are made from", () => {
    for (const name of ["main-menu", "table/row-menu", "shortcuts"])
      expect(source(name), name).not.toMatch(/\brun: |\bkey === "(?!Escape)/);
    expect(source("table/keys")).not.toMatch(/rowActions|finding|case "[a-z[\]]"/);
  });

  it("has a command for each button that is always in sight", () => {
    const known = COMMANDS.flatMap((one) => one.buttons ?? []);
    // What opens a menu or only changes how the window looks is no command.
    const others = ["copy-rows", "tools-more", "main-menu", "profile", "filter-help", "filter-reset"];
    for (const name of ["toolbar", "topbar", "sidebar", "filter/filter-box"]) {
      const written = /<button[^>]*?data-testid="([a-z-]+)"|^ +id: "([a-z-]+)"/gms;
      const buttons = [...source(name).matchAll(written)].map((found) => found[1] ?? found[2] ?? "");
      expect(buttons.length, name).toBeGreaterThan(0);
      for (const button of buttons.filter((one) => !one.startsWith("filter-name")))
        expect([...known, ...others], `${name}: ${button}`).toContain(button);
    }
  });

  it("knows a shortcut when it is pressed", () => {
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
