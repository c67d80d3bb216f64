import { afterEach, describe, expect, it } from "vitest";
import { isPressed } from "./commands";
import { command, commandFor, deletes, keys, readKeysOf, secondary } from "./panel";

const press = (key: string, ...held: string[]) =>
  ({
    key,
    button: 0,
    ctrlKey: held.includes("ctrl"),
    metaKey: held.includes("meta"),
    shiftKey: held.includes("shift"),
    altKey: held.includes("alt"),
  }) as KeyboardEvent & PointerEvent;

describe("on a Mac", () => {
  afterEach(() => readKeysOf("linux"));

  it("takes Cmd, and leaves Ctrl to the text fields", () => {
    readKeysOf("macos");
    expect(command(press("k", "meta"))).toBe(true);
    for (const key of ["a", "e", "k", "f", "b", "n", "p", "d"]) expect(command(press(key, "ctrl")), key).toBe(false);
  });

  it("switches tabs with Ctrl", () => {
    readKeysOf("macos");
    const next = { keys: "Ctrl+Tab", also: "Ctrl+PageDown" } as Parameters<typeof isPressed>[0];
    expect(isPressed(next, press("Tab", "ctrl"))).toBe(true);
    expect(isPressed(next, press("PageDown", "ctrl"))).toBe(true);
    expect(isPressed(next, press("Tab", "meta"))).toBe(false);
    expect(commandFor("Tab", press("Tab", "ctrl", "meta"))).toBe(false);
  });

  it("opens a context menu with Ctrl and a click, and deletes with the key above Return", () => {
    expect([secondary(press("", "ctrl")), deletes(press("Backspace"))]).toEqual([false, false]);
    readKeysOf("macos");
    expect([secondary(press("", "ctrl")), deletes(press("Backspace"))]).toEqual([true, true]);
    expect([secondary(press("", "meta")), secondary(press(""))]).toEqual([false, false]);
  });
});

it("writes shortcuts as each platform does", () => {
  const shortcuts = ["Ctrl+K", "Ctrl+Shift+H", "Ctrl+Shift+Tab", "Alt+↑", "Shift+F3", "Ctrl++", "Ctrl+,", "Del", "E"];
  expect(shortcuts.map((one) => keys(one, "windows"))).toEqual(shortcuts);
  expect(shortcuts.map((one) => keys(one, "macos"))).toEqual(["⌘K", "⇧⌘H", "⌃⇧Tab", "⌥↑", "⇧F3", "⌘+", "⌘,", "⌫", "E"]);
});
