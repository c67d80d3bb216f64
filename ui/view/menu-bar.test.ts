import { afterEach, describe, expect, it, vi } from "vitest";
import type { Shared } from "../model/models";
import { COMMANDS } from "./commands";
import { followMenuBar } from "./menu-bar";

const SOURCE = Object.values(
  import.meta.glob<string>("../../src-tauri/src/app/menu_bar.rs", { query: "?raw", import: "default", eager: true }),
).join();
const CHOICES = [...SOURCE.matchAll(/^\s+Command\("([^"]+)", "([^"]+)", (?:Some\("([^"]+)"\)|None)\)/gm)];

/** Lets the user choose these in turn; returns what ran. */
async function choose(ids: string[], there: string | null = null, platform = "macos"): Promise<string[]> {
  const ran: string[] = [];
  vi.stubGlobal("document", { querySelector: (selector: string) => (selector === there ? {} : null) });
  for (const id of ids) {
    const command = COMMANDS.find((one) => one.id === id);
    if (command) vi.spyOn(command, "run").mockImplementation(() => void ran.push(id));
  }
  const waiting = [...ids];
  const models = { profiles: { current: null } };
  const host = { menuCommand: async () => waiting.shift() ?? null };
  await followMenuBar({ info: { platform }, host, tabs: { active: { models } } } as unknown as Shared);
  return ran;
}

describe("the menu bar", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("has commands of the command table, with their names and shortcuts", () => {
    expect(CHOICES.length).toBeGreaterThan(25);
    for (const [, id, name, keys] of CHOICES) {
      const command = COMMANDS.find((one) => one.id === id);
      expect([command?.name, command?.keys], id).toEqual([name, keys]);
    }
  });

  it("runs what is chosen, unless the command is off", async () => {
    expect(await choose(["menu-about", "unheard-of", "menu-save", "command-tab-new"])).toEqual([
      "menu-about",
      "command-tab-new",
    ]);
  });

  it("waits for the answer to a dialog, and leaves alone what a page covers", async () => {
    expect(await choose(["menu-about", "command-tab-new"], "dialog[open]")).toEqual([]);
    expect(await choose(["menu-about", "command-tab-new"], "main[inert]")).toEqual(["menu-about"]);
  });

  it("is on macOS only", async () => {
    expect(await choose(["menu-about"], null, "windows")).toEqual([]);
  });
});
