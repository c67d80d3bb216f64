import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../host/host";
import type { AppInfo } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { makeWindow, type Shared } from "./models";

let host: Host;
let info: AppInfo;
let shared: Shared;

async function start(patch: Partial<AppInfo["preferences"]> = {}): Promise<void> {
  info = await host.appInfo();
  info.preferences = { ...info.preferences, ...patch };
  shared = makeWindow(host, info, () => false);
  await shared.library.load();
  await shared.opening.restore();
}

beforeEach(async () => {
  host = fakeHost({ rows: 40, rate: 0 });
  vi.spyOn(host, "release");
  vi.spyOn(host, "connect");
  await start();
});

const names = () => shared.tabs.list.map((tab) => tab.models.profiles.current?.profile.name ?? "");
const at = () => shared.tabs.list.indexOf(shared.tabs.active);
const models = () => shared.tabs.active.models;
const until = async (what: () => boolean, store = models().connection.numbers) => {
  while (!what()) await new Promise((done) => store.subscribe(() => done(null)));
};

/** Opens a tab of this profile, connected, with all its rows loaded. */
async function connected(key: string): Promise<void> {
  await shared.opening.profile(key, true);
  await models().actions.connect();
  const { rows } = models();
  await until(() => rows.total === 40, rows);
}

describe("tabs", () => {
  it("are reused if nothing is lost, else a new one opens", async () => {
    const { opening } = shared;
    await opening.profile("Quotes feed");
    await opening.profile("Original script");
    expect(names()).toEqual(["Original script"]);
    models().profiles.edit((profile) => ({ ...profile, name: "Mine" }));
    await opening.profile("Quotes feed");
    expect([names(), at()]).toEqual([["Mine", "Quotes feed"], 1]);
    await opening.profile("Original script");
    expect([names(), at()]).toEqual([["Mine", "Quotes feed"], 0]);
    await opening.profile("Original script", true);
    expect([names(), at()]).toEqual([["Mine", "Mine", "Quotes feed"], 1]);
  });

  it("have their own connections, rows, filters and selections", async () => {
    await connected("Quotes feed");
    const one = models();
    await one.filtering.apply("code:1");
    await until(() => one.rows.filter !== null, one.rows);
    one.selection.only(3);
    await connected("Original script");
    const two = models();
    expect(one.connection.id).not.toBe(two.connection.id);
    expect([two.filtering.text, two.selection.active, two.rows.filter]).toEqual(["", -1, null]);
    expect([one.filtering.text, one.selection.active]).toEqual(["code:1", 3]);
    await one.connection.disconnect();
    expect(two.connection.open).toBe(true);
    expect(host.release).not.toHaveBeenCalled();
  });

  it("count messages while hidden without requesting rows", async () => {
    await connected("Quotes feed");
    const tab = shared.tabs.active;
    shared.tabs.create();
    expect(tab.fresh).toBe(0);
    const pull = vi.spyOn(host, "pull");
    await tab.models.connection.send(
      tab.models.profiles.current ?? fail(),
      { name: "", type: "text", text: "x" },
      "message",
    );
    const received = 38;
    await until(() => tab.models.connection.counters.received > received, tab.models.connection.numbers);
    expect(tab.fresh).toBe(2);
    expect(pull.mock.calls.at(-1)?.[0]).toMatchObject({ count: 0, minMs: 1000 });
    shared.tabs.activate(tab);
    expect(tab.fresh).toBe(0);
  });

  it("cycle, move, and close to the right", async () => {
    const { tabs, opening } = shared;
    for (const key of ["Quotes feed", "Original script", "Gateway, staging"]) await opening.profile(key, true);
    expect(names()).toEqual(["Quotes feed", "Original script", "Gateway, staging"]);
    tabs.step(1);
    expect(at()).toBe(0);
    tabs.step(-1);
    expect(at()).toBe(2);
    tabs.move(tabs.active, 1);
    expect([names(), at()]).toEqual([["Quotes feed", "Gateway, staging", "Original script"], 1]);
    tabs.close(tabs.active);
    expect([names(), at()]).toEqual([["Quotes feed", "Original script"], 1]);
    tabs.close(tabs.list[1] ?? tabs.active);
    expect(at()).toBe(0);
  });

  it("leave a blank one when the last is closed", () => {
    shared.tabs.close(shared.tabs.active);
    expect([names(), shared.tabs.active.isBlank]).toEqual([[""], true]);
  });

  it("release their connection on closing, even while connecting", async () => {
    await connected("Quotes feed");
    const { id } = models().connection;
    shared.tabs.close(shared.tabs.active);
    expect(host.release).toHaveBeenLastCalledWith(id);
    await shared.opening.profile("Original script", true);
    const closed = shared.tabs.active;
    const making = closed.models.actions.connect();
    shared.tabs.close(closed);
    await making;
    expect(closed.models.connection.id).toBeNull();
    expect(host.release).toHaveBeenCalledTimes(2);
  });

  it("keep a connection's rows until it is replaced", async () => {
    await connected("Quotes feed");
    const { id } = models().connection;
    await models().connection.disconnect();
    expect(host.release).not.toHaveBeenCalled();
    await models().actions.connect();
    expect(host.release).toHaveBeenCalledWith(id);
  });

  it("reopen with typed content, even if it was discarded", async () => {
    const { tabs, opening, library } = shared;
    await opening.profile("Quotes feed");
    models().profiles.edit((profile) => ({ ...profile, name: "Typed" }));
    tabs.close(tabs.active);
    library.discard("Quotes feed");
    expect(library.entries.some((entry) => entry.name === "Typed")).toBe(false);
    await opening.reopen();
    expect(models().profiles.current?.profile.name).toBe("Typed");
    expect(tabs.canReopen).toBe(false);
  });

  it("follow a profile's first save", async () => {
    shared.opening.newProfile("ws://127.0.0.1:9/");
    const key = models().profiles.current?.key ?? "";
    await shared.opening.profile(key, true);
    await models().actions.connect();
    await models().profiles.save();
    const [one, two] = shared.tabs.list.map((tab) => tab.models);
    expect(one?.profiles.current?.key).toBe(two?.profiles.current?.key);
    expect(two?.connection.key).toBe(two?.profiles.current?.key);
    expect(two?.actions.mine).toBe(true);
  });
});

describe("files", () => {
  it("each have their own tab", async () => {
    const { opening, tabs } = shared;
    await opening.profile("Quotes feed");
    await opening.pastConnection("2026-11-19T10-1");
    expect(tabs.list.length).toBe(2);
    await opening.pastConnection("2026-11-18T10-2");
    await opening.pastConnection("2026-11-19T10-1");
    expect([tabs.list.length, at()]).toEqual([3, 1]);
    opening.closeFile(tabs.active);
    expect(tabs.list.length).toBe(2);
  });
});

describe("tabs of the last run", () => {
  it("are remembered if they have a file", async () => {
    const { opening, preferences } = shared;
    await opening.profile("Quotes feed");
    await opening.pastConnection("2026-11-19T10-1");
    opening.newProfile();
    await opening.profile("Original script", true);
    expect(preferences.value.tabs).toEqual([
      { profile: "Quotes feed", past: null },
      { profile: null, past: "2026-11-19T10-1" },
      { profile: "Original script", past: null },
    ]);
    expect([preferences.value.tab, preferences.value.profile]).toEqual([2, "Original script"]);
  });

  it("are restored in order without connecting", async () => {
    const tabs = [
      { profile: "Quotes feed", past: null },
      { profile: "gone", past: null },
      { profile: null, past: "2026-11-19T10-1" },
      { profile: "Original script", past: null },
    ];
    await start({ tabs, tab: 0 });
    expect([names(), at()]).toEqual([["Quotes feed", "", "Original script"], 0]);
    expect(shared.tabs.list[1]?.past).toBe("2026-11-19T10-1");
    expect(host.connect).not.toHaveBeenCalled();
  });

  it("of a version without tabs are the open profile", async () => {
    await start({ profile: "Quotes feed" });
    expect(names()).toEqual(["Quotes feed"]);
  });
});

function fail(): never {
  throw new Error("no profile");
}
