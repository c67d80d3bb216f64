import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../host/host";
import type { DraftDto, RestoredDraft } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { makeWindow } from "./models";

/** A started window, and the drafts its host was given to keep. */
async function started(restored: RestoredDraft[] = []) {
  const kept: DraftDto[][] = [];
  const host: Host = {
    ...fakeHost({ rows: 0, rate: 0 }),
    keepDrafts: async (drafts) => void kept.push(structuredClone(drafts)),
    restoreDrafts: async () => restored,
  };
  const window = makeWindow(host, await host.appInfo(), () => false);
  await window.library.load();
  await window.opening.restore();
  const last = async () => {
    await vi.advanceTimersByTimeAsync(1000);
    return kept.at(-1) ?? [];
  };
  return { window, kept, last };
}

const message = { name: "", type: "text" as const, text: "half" };

describe("unsaved work", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("is a draft until saved, sent or discarded", async () => {
    const { window, last } = await started();
    const { tabs, opening } = window;
    expect(await last()).toEqual([]);
    opening.newProfile("ws://one/");
    expect(await last()).toEqual([]);
    const { profiles, composer } = tabs.active.models;
    profiles.edit((profile) => ({ ...profile, name: "typed" }));
    composer.write("half");
    const [draft] = await last();
    expect([draft?.edited, draft?.profile?.name, draft?.message?.text, draft?.id]).toEqual([
      true,
      "typed",
      "half",
      null,
    ]);

    composer.sent();
    profiles.edit((profile) => profile);
    expect((await last())[0]?.message).toBeNull();
    await profiles.save();
    expect(await last()).toEqual([]);
    profiles.edit((profile) => ({ ...profile, name: "again" }));
    expect((await last())[0]?.id).not.toBeNull();
    tabs.close(tabs.active);
    expect(await last()).toEqual([]);
  });

  it("excludes an unchanged saved message", async () => {
    const { window, last } = await started();
    window.opening.newProfile("ws://one/");
    const { composer, profiles } = window.tabs.active.models;
    const key = profiles.current?.key ?? "";
    composer.load({ name: "m", type: "text", text: "saved" }, { key, name: "m" });
    expect(await last()).toEqual([]);
    composer.write("saved and more");
    expect((await last())[0]?.message?.text).toBe("saved and more");
  });

  it("is restored to its tabs and kept", async () => {
    const profile = { wirelark: 1, name: "new", connection: { url: "ws://new/" } };
    const base = { key: "new:7", id: null, edited: true, profile };
    const restored = [
      { draft: { ...base, at: 0, active: false, message }, opened: null, complete: true },
      { draft: { ...base, at: 1, active: true, message: null }, opened: null, complete: false },
      // Its profile file is gone, and the draft holds no copy.
      { draft: { ...base, at: 2, active: false, profile: null, message }, opened: null, complete: true },
    ];
    const { window, last } = await started(restored);
    const { tabs, notices } = window;
    expect(tabs.list.map((tab) => tab.models.composer.text)).toEqual(["half", ""]);
    expect(tabs.list.map((tab) => tab.isEdited)).toEqual([true, true]);
    expect(tabs.list.indexOf(tabs.active)).toBe(1);
    expect(notices.list.map((one) => one.id)).toEqual(["notice-drafts-without"]);
    expect((await last()).length).toBe(2);
  });

  it("overrides the profile's file", async () => {
    const profile = { wirelark: 1, name: "in the file", connection: { url: "ws://h/" } };
    const opened = { id: "a", path: "/a", profile, unknown: [] };
    const typed = { ...profile, name: "typed" };
    const draft = { at: 0, active: true, key: null, id: null, edited: true, profile: typed, message: null };
    const { window } = await started([{ draft, opened, complete: true }]);
    const { current } = window.tabs.active.models.profiles;
    expect([current?.id, current?.profile.name]).toEqual(["a", "typed"]);
    expect(window.tabs.active.isEdited).toBe(true);
  });
});
